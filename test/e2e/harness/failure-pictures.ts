import { afterEach } from 'vitest';
import type { Workbench } from './workbench';

/** Takes a picture of the window after each test of the file that fails; `workbench` is asked then, since each file starts its own. */
export function useFailurePictures(workbench: () => Workbench): void {
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await workbench().screenshot(`failed-${task.name.slice(0, 40)}`);
  });
}
