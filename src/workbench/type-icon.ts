import * as vscode from 'vscode';
import type { DatabaseType } from '../databases/contract';

/** The glyphs of a type: of another extension's, in that extension's folder. */
export function typeIcon({ id, icon }: DatabaseType, mediaFolder: vscode.Uri): { readonly light: vscode.Uri; readonly dark: vscode.Uri } {
  if (icon !== undefined) return { light: vscode.Uri.file(icon.light), dark: vscode.Uri.file(icon.dark) };
  const own = (theme: 'light' | 'dark') => vscode.Uri.joinPath(mediaFolder, 'types', `${id}-${theme}.svg`);
  return { light: own('light'), dark: own('dark') };
}
