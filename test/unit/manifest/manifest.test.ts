import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as ids from '../../../src/workbench/commands/ids';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
  readonly icon?: string | object;
}
interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
}
interface Manifest {
  readonly main: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly engines: { readonly vscode: string };
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly submenus?: readonly { readonly id: string }[];
    readonly keybindings: readonly { readonly command: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon?: string }[]>>;
    readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string }[];
    readonly customEditors: readonly { readonly viewType: string }[];
    readonly jsonValidation: readonly { readonly url: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly type: unknown; readonly default?: unknown; readonly description?: string; readonly markdownDescription?: string }>> };
  };
}

const manifest = JSON.parse(read('package.json')) as Manifest;
const { commands, menus, keybindings, views, viewsContainers, viewsWelcome, customEditors, jsonValidation, configuration } = manifest.contributes;
const contributed = commands.map(({ command }) => command);

describe('commands', () => {
  it('are those of ids.ts', () => {
    expect([...contributed].sort()).toEqual([...ids.COMMAND_IDS].sort());
    expect(new Set(contributed).size).toBe(contributed.length);
  });

  it('have a category where the palette shows them', () => {
    const hidden = new Set((menus['commandPalette'] ?? []).filter(({ when }) => when === 'false').map(({ command }) => command));
    for (const { command, category, title } of commands.filter((each) => !hidden.has(each.command))) {
      expect(category, command).toBe('Database Elements');
      expect(title, command).toMatch(/^[A-Z]/);
    }
  });

  it.each(Object.entries(menus).flatMap(([menu, items]) => items.map((item) => [menu, item.command ?? item.submenu ?? '', item] as const)))('in the menu %s exist: %s', (menu, _id, item) => {
    const submenus = (manifest.contributes.submenus ?? []).map(({ id }) => id);
    expect(item.submenu === undefined ? contributed.includes(item.command ?? '') : submenus.includes(item.submenu)).toBe(true);
    if (menu.startsWith('view/')) expect(item.when).toContain('view == ');
  });

  it('with an inline or title button have an icon', () => {
    const buttons = Object.entries(menus).flatMap(([, items]) => items.filter((item) => /navigation|inline/.test(JSON.stringify(item))));
    for (const { command } of buttons) if (command !== undefined) expect(commands.find((each) => each.command === command)?.icon, command).toBeDefined();
  });

  it('of key bindings and welcome texts exist', () => {
    for (const { command } of keybindings) expect(contributed).toContain(command);
    for (const { contents } of viewsWelcome) {
      for (const [, command = ''] of contents.matchAll(/\(command:([\w.]+)/g)) expect(command.startsWith('databaseElements.') ? contributed : [command]).toContain(command);
    }
  });
});

describe('views and editors', () => {
  const viewIds = Object.values(views).flat().map(({ id }) => id);

  it('have the ids that the code uses', () => {
    expect(viewIds).toContain(ids.ELEMENTS_VIEW);
    expect(customEditors.map(({ viewType }) => viewType)).toContain(ids.ELEMENT_FORM);
  });

  it('are named rightly in menus and welcome texts', () => {
    for (const { view } of viewsWelcome) expect(viewIds).toContain(view);
    for (const item of Object.values(menus).flat()) {
      for (const [, view] of (item.when ?? '').matchAll(/view == ([\w.]+)/g)) expect(viewIds).toContain(view);
    }
  });

  it('stand in containers that exist', () => {
    const containers = Object.values(viewsContainers).flat().map(({ id }) => id);
    for (const container of Object.keys(views)) expect([...containers, 'explorer', 'panel']).toContain(container);
  });
});

describe('the package', () => {
  it('costs nothing to a window that uses no element', () => {
    for (const event of manifest.activationEvents) expect(event).not.toMatch(/^\*$|^onStartupFinished$/);
  });

  it('refers to files that are there', () => {
    const files = [manifest.icon, ...jsonValidation.map(({ url }) => url), ...Object.values(viewsContainers).flat().map(({ icon }) => icon)];
    for (const file of files) expect(existsSync(path.join(root, file)), file).toBe(true);
  });

  it('ships only what is named: .vscodeignore begins with everything', () => {
    const lines = read('.vscodeignore').split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines[0]).toBe('**');
    const named = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    for (const shipped of ['package.json', manifest.icon, 'media/dbelement.schema.json', 'dist/**']) expect(named).toContain(shipped);
    for (const line of named) expect(line).not.toMatch(/^(src|test|webview-ui|node_modules|\*\*)/);
  });

  it('describes every setting, under its own prefix, with a default', () => {
    for (const [name, setting] of Object.entries(configuration.properties)) {
      expect(name).toMatch(/^databaseElements\./);
      expect(setting.description ?? setting.markdownDescription, name).toMatch(/\.$/);
      expect(setting.default, name).toBeDefined();
    }
  });

  it('offers what the schema of each file format describes, and leaves what is wrong to the extension', () => {
    for (const { url } of jsonValidation) {
      const completion = JSON.parse(read(url)) as { readonly if: { readonly $ref: string } };
      expect(Object.keys(completion).sort()).toEqual(['$schema', 'allowComments', 'allowTrailingCommas', 'description', 'if']);
      for (const shipped of [path.basename(url), completion.if.$ref.replace('./', '')]) expect(read('.vscodeignore').split('\n')).toContain(`!media/${shipped}`);
      expect(() => JSON.parse(read(path.join('media', completion.if.$ref))) as unknown).not.toThrow();
    }
  });
});

describe('layers', () => {
  const sources = (folder: string): string[] => readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    return statSync(file).isDirectory() ? sources(file) : file.endsWith('.ts') ? [file] : [];
  });

  it('only the workbench and extension.ts know VS Code', () => {
    const importing = sources(path.join(root, 'src')).filter((file) => /from 'vscode'/.test(readFileSync(file, 'utf8'))).map((file) => path.relative(root, file));
    for (const file of importing) expect(file).toMatch(/^src\/(workbench\/|extension\.ts$)/);
  });
});
