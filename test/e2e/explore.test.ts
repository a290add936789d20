import { test, inject } from 'vitest';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { startVSCode } from './harness/vscode';
import { Workbench } from './harness/workbench';
test('explore', async () => {
  const servers = inject('servers' as never) as any; console.log(JSON.stringify(servers));
  await mkdir('/tmp/ws', { recursive: true }); await cp('sample', '/tmp/ws', { recursive: true });
  const vs = await startVSCode({ workspace: '/tmp/ws' });
  const wb = new Workbench(vs.page);
  try {
    await wb.openView();
    await wb.page.waitForTimeout(3000);
    await wb.screenshot('x1');
    await wb.runCommand('Database Elements: New Database Element...');
    await wb.screenshot('x2');
    await wb.quickPick('PostgreSQL');
    await wb.quickInput('Orders');
    await wb.page.waitForTimeout(4000);
    await wb.screenshot('x3');
    const f = wb.formFrame();
    console.log(await f.locator('body').innerHTML().catch(String));
    await wb.treeItemAction('Reports', 'Test').catch(e=>console.log(String(e)));
    await wb.page.waitForTimeout(3000);
    await wb.screenshot('x4');
  } finally { console.log((await vs.logs()).split('\n').filter(l=>/error|Error|database-elements/i.test(l)).slice(0,30).join('\n')); await vs.stop(); }
}, 200000);
