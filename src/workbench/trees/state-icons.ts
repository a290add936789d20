import * as vscode from 'vscode';
import type { DatabaseType } from '../../databases/contract';
import type { TestState } from '../testing/connection-tests';
import { typeIcon } from '../type-icon';

type Theme = 'light' | 'dark';

const BADGE_COLORS: Readonly<Record<Theme, Readonly<Record<'passed' | 'failed', string>>>> = {
  light: { passed: '#2e8b2e', failed: '#d1242f' },
  dark: { passed: '#5fc46b', failed: '#f4606c' },
};

type ThemedIcon = { readonly light: vscode.Uri; readonly dark: vscode.Uri };

/** Type icons with the state of the last test in their corner. */
export class StateIcons {
  private readonly made = new Map<string, Promise<ThemedIcon>>();

  constructor(private readonly mediaFolder: vscode.Uri) {}

  async of(type: DatabaseType, state: TestState): Promise<vscode.ThemeIcon | ThemedIcon> {
    if (state.kind === 'running') return new vscode.ThemeIcon('loading~spin');
    const badge = state.kind === 'idle' || state.outcome.failure?.code === 'cancelled' ? undefined : state.outcome.ok ? 'passed' : 'failed';
    const glyphs = typeIcon(type, this.mediaFolder);
    const key = `${glyphs.light.toString()} ${badge ?? ''}`;
    const icon = this.made.get(key) ?? make(glyphs, badge);
    this.made.set(key, icon);
    return icon.catch(() => new vscode.ThemeIcon('database'));
  }

}

async function make(glyphs: ThemedIcon, badge: 'passed' | 'failed' | undefined): Promise<ThemedIcon> {
  if (badge === undefined) return glyphs;
  const [light, dark] = await Promise.all([marked(glyphs.light, badge, 'light'), marked(glyphs.dark, badge, 'dark')]);
  return { light, dark };
}

async function marked(file: vscode.Uri, badge: 'passed' | 'failed', theme: Theme): Promise<vscode.Uri> {
  const glyph = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const svg = glyph.replace(/<\/svg>\s*$/, `${mark(badge, BADGE_COLORS[theme][badge])}</svg>`);
  return vscode.Uri.parse(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`);
}

/** A tick or a cross on a disc, so that the state does not rest on colour alone. */
function mark(badge: 'passed' | 'failed', color: string): string {
  const path = badge === 'passed' ? 'M9.9 12l1.4 1.4 2.6-2.8' : 'M10.4 10.4l3.2 3.2m0-3.2l-3.2 3.2';
  return `<circle cx="12" cy="12" r="4" fill="${color}"/><path d="${path}" fill="none" stroke="#fff" stroke-width="1.2" stroke-linecap="round" stroke-linejoin="round"/>`;
}
