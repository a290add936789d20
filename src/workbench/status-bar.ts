import * as vscode from 'vscode';
import { Disposables } from './disposables';
import type { ActiveEnvironment } from './environment';
import { onSettings } from './quiet';

/** The environment in use, in the status bar; a protected one has the warning colour. */
export class EnvironmentStatus {
  private readonly item = vscode.window.createStatusBarItem('databaseElements.environment', vscode.StatusBarAlignment.Left, 50);
  private readonly disposables = new Disposables();

  constructor(private readonly environment: ActiveEnvironment) {
    this.item.name = 'Database Elements: Environment';
    this.item.command = 'databaseElements.switchEnvironment';
    this.disposables.add(
      this.item,
      environment.onDidChange(() => { this.show(); }),
      onSettings(() => { this.show(); }),
    );
    this.show();
    this.item.show();
    void sayIfUnknown(environment);
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private show(): void {
    const { name, isProtected } = this.environment;
    this.item.text = `${isProtected ? '$(lock)' : '$(database)'} ${name}`;
    this.item.tooltip = `Database elements use ${name}${isProtected ? ', which is protected' : ''}. Click to switch.`;
    this.item.backgroundColor = isProtected ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.item.accessibilityInformation = { label: `Environment ${name}${isProtected ? ', protected' : ''}. Switch environment`, role: 'button' };
  }
}

/** Lets the person choose an environment, make another, or guard one. */
export async function switchEnvironment(environment: ActiveEnvironment): Promise<void> {
  const names = await environment.known();
  const items: (vscode.QuickPickItem & { readonly run?: () => Promise<void> })[] = [
    ...names.map((name) => ({ label: name, description: [name === environment.name ? 'in use' : '', environment.protects(name) ? 'protected' : ''].filter(Boolean).join(', '), run: () => environment.use(name) })),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: '$(add) Another environment...', run: () => anotherEnvironment(environment) },
    environment.isProtected
      ? { label: `$(unlock) Stop protecting ${environment.name}`, run: () => toggleProtection(environment) }
      : { label: `$(lock) Protect ${environment.name}`, detail: 'Marks it with a lock and a warning colour, and asks before anything that could write', run: () => toggleProtection(environment) },
  ];
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: 'Environment in which database elements are resolved and tested' });
  await chosen?.run?.();
}

async function toggleProtection(environment: ActiveEnvironment): Promise<void> {
  const { name, isProtected } = environment;
  await environment.protect(name, !isProtected);
  if (isProtected && environment.isProtected) void vscode.window.showInformationMessage(`${name} stays protected: other settings protect it, those of the user or of another folder.`);
}

async function anotherEnvironment(environment: ActiveEnvironment): Promise<void> {
  const name = await vscode.window.showInputBox({
    title: 'Another environment',
    placeHolder: 'staging',
    validateInput: (value) => (/^[\p{L}\p{N}_-]{1,40}$/u.test(value.trim()) ? undefined : 'Use letters, digits, _ and -, as in the name of a .env file.'),
  });
  if (name === undefined) return;
  await environment.use(name.trim());
  void sayIfUnknown(environment);
}

/** An environment that was misspelt, or that went with a checkout, has no values of its own, and every element would just be unavailable. */
async function sayIfUnknown(environment: ActiveEnvironment): Promise<void> {
  const { name } = environment;
  if ((await environment.named()).includes(name)) return;
  const another = 'Switch Environment...';
  const said = `Nothing here is named for the environment "${name}": no setting and no .env file. Its elements have only values of the process environment, of shared .env files and defaults until you set others.`;
  if ((await vscode.window.showInformationMessage(said, another)) === another) await switchEnvironment(environment);
}
