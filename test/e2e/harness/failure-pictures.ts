import type { TestContext } from 'vitest';
import type { Workbench } from './workbench';

/** Takes a picture of the window where the test that has just ended failed. */
export async function pictureOfFailure({ task }: TestContext, workbench: Workbench): Promise<void> {
  if (task.result?.state === 'fail') await workbench.screenshot(`failed-${task.name.slice(0, 40)}`);
}
