import { isObject, shorten } from '../elements/findings';
import { parseJsonBytes, parseJsonText, type FileFormat, type ParsedFile } from '../elements/json-file';
import type { Problem } from '../elements/problem';
import { interpretModel } from './checks';
import type { Model } from './model';

export interface ParsedModel {
  /** Absent when a problem of severity "error" was found. */
  readonly model?: Model;
  readonly problems: readonly Problem[];
  /** What can be told of a file even when it is malformed. */
  readonly title?: string;
  readonly database?: string;
  readonly table?: string;
}

const format: FileFormat<Model> = { noun: 'data table model', create: 'New Data Table Model...', interpret: interpretModel };

/** Parses the bytes of a model file. Never throws: what is wrong comes back as problems with their place. */
export function parseModelBytes(bytes: Uint8Array): ParsedModel {
  return toParsedModel(parseJsonBytes(bytes, format));
}

/** Parses the text of a model file (JSON with comments and trailing commas). */
export function parseModel(text: string): ParsedModel {
  return toParsedModel(parseJsonText(text, format));
}

function toParsedModel({ value, raw, problems }: ParsedFile<Model>): ParsedModel {
  const label = (key: string) => {
    const text = isObject(raw) ? raw[key] : undefined;
    return typeof text === 'string' && text !== '' ? { [key]: key === 'database' ? text : shorten(text) } : {};
  };
  return { ...(value === undefined ? {} : { model: value }), ...label('title'), ...label('database'), ...label('table'), problems };
}
