import { FileIndex, type FileEntry, type WorkspaceFiles } from '../elements/file-index';
import { parseModelBytes, type ParsedModel } from './parse';
import { MODEL_SUFFIX } from './suffix';

export type ModelEntry = FileEntry<ParsedModel>;

/** Every data table model of the workspace. */
export class ModelIndex extends FileIndex<ParsedModel> {
  constructor(files: WorkspaceFiles) {
    super(files, MODEL_SUFFIX, parseModelBytes, (problem) => ({ problems: [problem] }));
  }
}
