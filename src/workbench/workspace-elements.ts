import { databaseTypes } from '../databases/registry';
import { ElementIndex } from '../elements/element-index';
import { ELEMENT_SUFFIX } from '../elements/full-name';
import { secretKeysOf } from '../environments/secret-keys';
import { watchIndex, workspaceFiles } from './watched-index';

/** The elements of the open folders: found, watched, and parsed again one by one as their files change. */
export class WorkspaceElements {
  readonly index = new ElementIndex(workspaceFiles(ELEMENT_SUFFIX), databaseTypes);
  readonly ready: Promise<void>;
  private readonly watching = watchIndex(this.index, ELEMENT_SUFFIX);

  constructor() {
    this.ready = this.index.refresh();
  }

  /** The secret variables of a folder, when its elements are read. */
  async secretKeys(folder: string): Promise<ReadonlySet<string>> {
    await this.ready;
    return secretKeysOf(this.index.all(), databaseTypes, folder);
  }

  /** Reads every file anew: with other types it says something else. */
  async typesChanged(): Promise<void> {
    await this.ready;
    await this.index.refresh();
  }

  dispose(): void {
    this.watching.dispose();
  }
}
