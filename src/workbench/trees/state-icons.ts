import * as vscode from 'vscode';
import type { TestState } from '../testing/connection-tests';

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

  async of(typeId: string, state: TestState): Promise<vscode.ThemeIcon | ThemedIcon> {
    if (state.kind === 'running') return new vscode.ThemeIcon('loading~spin');
    const badge = state.kind === 'idle' || state.outcome.failure?.code === 'cancelled' ? undefined : state.outcome.ok ? 'passed' : 'failed';
    const key = `${typeId} ${badge ?? ''}`;
    const icon = this.made.get(key) ?? this.make(typeId, badge);
    this.made.set(key, icon);
    return icon.catch(() => new vscode.ThemeIcon('database'));
  }

  private async make(typeId: string, badge: 'passed' | 'failed' | undefined): Promise<ThemedIcon> {
    const [light, dark] = await Promise.all([this.one(typeId, 'light', badge), this.one(typeId, 'dark', badge)]);
    return { light, dark };
  }

  private async one(typeId: string, theme: Theme, badge: 'passed' | 'failed' | undefined): Promise<vscode.Uri> {
    const file = vscode.Uri.joinPath(this.mediaFolder, 'types', `${typeId}-${theme}.svg`);
    if (badge === undefined) return file;
    const glyph = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    const svg = glyph.replace(/<\/svg>\s*$/, `${mark(badge, BADGE_COLORS[theme][badge])}</svg>`);
    return vscode.Uri.parse(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`);
  }
}

/** A tick or a cross on a disc, so that the state does not rest on colour alone. */
function mark(badge: 'passed' | 'failed', color: string): string {
  const path = badge === 'passed' ? 'M9.9 12l1.4 1.4 2.6-2.8' : 'M10.4 10.4l3.2 3.2m0-3.2l-3.2 3.2';
  return `<circle cx="12" cy="12" r="4" fill="${color}"/><path d="${path}" fill="none" stroke="#fff" stroke-width="1.2" stroke-linecap="round" stroke-linejoin="round"/>`;
}
