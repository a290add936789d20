import * as vscode from 'vscode';
import type { PresentedAuthority } from '../../databases/failure';

/** Certificates are public, so the file may be committed; the folder is the one that the form's placeholder names. */
const FOLDER = 'certs';

/**
 * Asks whether to trust the authority that a server presents, and writes it where the element can name it. Resolves with
 * the file's path relative to the workspace folder; undefined when the person does not trust it. No file is overwritten.
 */
export async function trustAuthority(folder: vscode.Uri, { subject, validTo, fingerprint, pem }: PresentedAuthority, host: string): Promise<string | undefined> {
  // The first button is the one that Enter presses; trusting is not to be that.
  const [copy, trust] = ['Copy Fingerprint', 'Trust'];
  const answer = await vscode.window.showWarningMessage(
    `Trust "${subject}" to vouch for ${host}?`,
    {
      modal: true,
      detail: `SHA-256: ${fingerprint}\nValid to ${validTo}\n\nThe server presents this certificate itself, which proves nothing. Compare the fingerprint with the one that whoever runs the server tells you; if they differ, somebody stands between you and the server. The certificate is written to the folder "${FOLDER}" and named in the element.`,
    },
    copy,
    trust,
  );
  if (answer === copy) await vscode.env.clipboard.writeText(fingerprint);
  return answer === trust ? writeNew(folder, host.replace(/[^\w.-]/g, '_'), pem) : undefined;
}

async function writeNew(folder: vscode.Uri, name: string, pem: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const path = `${FOLDER}/${name}${number === 1 ? '' : `-${number}`}.pem`;
    const uri = vscode.Uri.joinPath(folder, path);
    const there = await readText(uri);
    if (there === pem) return path;
    if (there === undefined) {
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(pem));
      return path;
    }
  }
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}
