import * as z from 'zod/mini';
import type { TextValue, UnreadableForm } from './form-state';
import { openAsText } from './messages';

/** What the form of a model shows. Built by the host from the document; the form keeps no truth of its own. */
export type ModelFormState = ModelForm | UnreadableForm;

export interface ModelForm {
  readonly kind: 'model';
  readonly fullName: string;
  readonly title: TextValue;
  readonly description: TextValue;
  readonly database: DatabaseView;
  readonly schema: TextValue;
  readonly table: TextValue;
  readonly fields: readonly ModelField[];
  /** Names of the fields of the primary key, in its order. */
  readonly primaryKey: readonly string[];
  readonly unique: readonly KeyView[];
  readonly indexes: readonly KeyView[];
  readonly types: readonly { readonly value: string; readonly label: string }[];
  readonly unsaved: boolean;
  /** False in Restricted Mode: nothing connects. */
  readonly trusted: boolean;
  /** Problems that belong to no control. */
  readonly problems: readonly string[];
}

/** The element that the model names. */
export interface DatabaseView {
  readonly fullName: string;
  /** Title and type; absent when there is no such element. */
  readonly title?: string;
  readonly typeLabel?: string;
  readonly error?: string;
}

export interface ModelField {
  readonly name: string;
  readonly title: string;
  readonly type: string;
  /** Those that the type takes. */
  readonly sizes: readonly { readonly key: 'length' | 'precision' | 'scale'; readonly label: string; readonly value: string; readonly fallback?: string }[];
  readonly nullable: boolean;
  readonly primaryKey: boolean;
  readonly unique: boolean;
  readonly index: boolean;
  /** An expression begins with `=`. */
  readonly default: string;
  readonly column: string;
  readonly columnType: string;
  /** The type that the column gets when none is stated; absent when the database is not known. */
  readonly usualColumnType?: string;
  readonly referenceSchema: string;
  readonly referenceTable: string;
  readonly referenceColumn: string;
  /** By the key of the control. */
  readonly errors: Readonly<Partial<Record<FieldKey, string>>>;
}

export interface KeyView {
  readonly fields: readonly string[];
  readonly error?: string;
}

export const FIELD_TEXTS = ['name', 'title', 'type', 'length', 'precision', 'scale', 'default', 'column', 'columnType', 'referenceSchema', 'referenceTable', 'referenceColumn'] as const;
export type FieldText = (typeof FIELD_TEXTS)[number];
const FIELD_FLAGS = ['nullable', 'primaryKey', 'unique', 'index'] as const;
export type FieldKey = FieldText | (typeof FIELD_FLAGS)[number];

const index = z.int().check(z.minimum(0));

/** What the form of a model asks of the host. Parsed on arrival: a webview is outside. */
export const modelFormMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  /** '' removes what the file need not state. */
  z.strictObject({ kind: z.literal('setText'), key: z.enum(['title', 'description', 'schema', 'table']), value: z.string() }),
  z.strictObject({ kind: z.literal('selectDatabase') }),
  z.strictObject({ kind: z.literal('setField'), index, key: z.enum(FIELD_TEXTS), value: z.string() }),
  z.strictObject({ kind: z.literal('setFlag'), index, key: z.enum(FIELD_FLAGS), value: z.boolean() }),
  z.strictObject({ kind: z.literal('addField') }),
  z.strictObject({ kind: z.literal('removeField'), index }),
  z.strictObject({ kind: z.literal('moveField'), from: index, to: index }),
  /** A key of several fields; without fields it is removed, behind the last it is added. */
  z.strictObject({ kind: z.literal('setKey'), list: z.enum(['primaryKey', 'unique', 'indexes']), index, fields: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('save') }),
  z.strictObject({ kind: z.literal('createTable') }),
  z.strictObject({ kind: z.literal('compare') }),
  openAsText,
]);
export type ModelFormMessage = z.infer<typeof modelFormMessage>;

/** What the host tells the form of a model. */
export type ModelHostMessage =
  | { readonly kind: 'state'; readonly form: ModelFormState }
  /** The form is that of a new model, or of one that was saved for the first time: the focus goes on to what comes next. */
  | { readonly kind: 'goOn' };
