import * as vscode from 'vscode';
import { databaseTypes } from '../../databases/registry';
import { typedElement } from '../../databases/typed-element';
import type { ElementEntry } from '../../elements/element-index';
import { whatIsLacking } from '../../environments/resolve';
import type { ValueSources } from '../../environments/sources';
import type { ActiveEnvironment } from '../environment';
import type { ConnectionTests } from '../testing/connection-tests';
import { labelOf } from '../trees/label';
import type { WorkspaceElements } from '../workspace-elements';

export interface DatabaseChoice {
  readonly elements: WorkspaceElements;
  readonly environment: Pick<ActiveEnvironment, 'name' | 'sources'>;
  readonly tests: Pick<ConnectionTests, 'state'>;
}

/** What a person has chosen: an element, or to make one. */
export type PickedDatabase = { readonly kind: 'element'; readonly entry: ElementEntry } | { readonly kind: 'new' };

interface Question {
  readonly title: string;
  /** URI of the workspace folder: its elements stand first. */
  readonly folder: string | undefined;
  /** Full name of the one in use. */
  readonly current?: string;
}

/** "Select Database": the elements with type, environment and state, the first suggested; undefined when the person picks none. */
export async function pickDatabase({ elements, environment, tests }: DatabaseChoice, { title, folder, current }: Question): Promise<PickedDatabase | undefined> {
  await elements.ready;
  const rank = (entry: ElementEntry) => (entry.fullName === current ? 0 : entry.folder === folder ? 1 : 2);
  const entries = elements.index.all().filter((entry) => entry.element !== undefined).toSorted((a, b) => rank(a) - rank(b));
  type Item = vscode.QuickPickItem & { readonly choice: PickedDatabase };
  const folders = [...new Set(entries.map((entry) => entry.folder))];
  const sources = new Map(await Promise.all(folders.map(async (uri) => [uri, await environment.sources(vscode.Uri.parse(uri, true))] as const)));
  const items = entries.map((entry): Item => ({
    label: `$(database) ${labelOf(entry)}`,
    description: [databaseTypes.find(entry.typeId ?? '')?.label ?? entry.typeId ?? '', environment.name, stateOf(entry, tests, sources.get(entry.folder))].join(' · '),
    detail: entry.fullName,
    choice: { kind: 'element', entry },
  }));
  const make: Item = { label: '$(add) New Database Element...', alwaysShow: true, choice: { kind: 'new' } };
  const chosen = await vscode.window.showQuickPick<Item | vscode.QuickPickItem>([...items, { label: '', kind: vscode.QuickPickItemKind.Separator }, make], {
    title,
    placeHolder: 'Select Database',
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return chosen !== undefined && 'choice' in chosen ? chosen.choice : undefined;
}

function stateOf(entry: ElementEntry, tests: Pick<ConnectionTests, 'state'>, sources: ValueSources | undefined): string {
  const typed = typedElement(entry.element, databaseTypes);
  const lacking = typed === undefined || sources === undefined ? undefined : whatIsLacking(typed.element, typed.type, sources);
  if (lacking !== undefined) return `unavailable: ${lacking}`;
  const state = tests.state(vscode.Uri.parse(entry.uri, true));
  switch (state.kind) {
    case 'idle':
      return 'not tested';
    case 'running':
      return 'being tested';
    case 'done':
      return state.outcome.ok ? 'connected' : (state.outcome.failure?.code.replaceAll('-', ' ') ?? 'failed');
  }
}
