import { expect, test } from 'vitest';
import { useVSCode } from './harness/use-vscode';
import { elementId } from './harness/workspace-folder';

const ELEMENTS = 1000;

const { folder, vscode, workbench } = useVSCode('missing-values', async () => {
  const element = (number: number) => ({ id: elementId(number), type: 'postgresql', title: `Element ${String(number)}`, connection: { host: '127.0.0.1', database: `db${String(number)}`, user: 'app', password: { keychain: true } } });
  await Promise.all(Array.from({ length: ELEMENTS }, (_, index) => folder.write(`databases/e${String(index + 1)}.dbelement.json`, element(index + 1))));
});

test('of a thousand missing passwords some are named, and the keychain is not asked for all', async () => {
  await workbench.notificationAction('20 or more passwords are missing on this machine', 'Fill In');
  await workbench.question('(1 of 20 or more)');
  await workbench.quickInput('first-s3cret');
  await workbench.question('(2 of 20 or more)');
  await workbench.screenshot('thousand-missing');
  await workbench.escape();
  const stored = await vscode.keyringSearch('service', 'Database Elements');
  expect(stored).toContain('first-s3cret');
});
