import * as vscode from 'vscode';
import { hasPool, poolSettings, type PoolSettings } from '../../databases/pool';
import { describePlan } from '../../diagnosis/pool-check/plan';
import { plainValues } from '../../diagnosis/prepare';
import type { TypedPlan } from '../../protocol/pool-check';
import type { ActiveEnvironment } from '../environment';
import type { PoolChecks } from '../testing/pool-checks';
import type { TestSubject } from '../testing/task-requests';
import { subjectOf } from './form-subject';
import { planOf, poolCheckView } from './pool-check-view';

interface PoolPanelServices {
  readonly poolChecks: PoolChecks;
  readonly environment: ActiveEnvironment;
}

/** The part of a form that checks the pool. */
export class PoolPanel {
  constructor(
    private readonly document: vscode.TextDocument,
    private readonly services: PoolPanelServices,
  ) {}

  async check(typed: TypedPlan): Promise<void> {
    const plan = planOf(typed);
    const subject = subjectOf(this.document);
    if (typeof plan === 'string') void vscode.window.showWarningMessage(plan);
    else if (subject === undefined) void vscode.window.showWarningMessage('The pool cannot be checked yet: the element has errors.');
    else await this.services.poolChecks.run(subject, plan, describePlan(plan, await this.settings(subject)));
  }

  cancel(): void {
    this.services.poolChecks.cancel(this.document.uri);
  }

  /** Undefined for a type without a pool, and while the element has errors. */
  async view() {
    const subject = subjectOf(this.document);
    if (subject === undefined || !hasPool(subject.type)) return undefined;
    return poolCheckView(this.services.poolChecks.state(this.document.uri), await this.settings(subject));
  }

  private async settings({ element, type, folder }: TestSubject): Promise<PoolSettings> {
    return poolSettings(plainValues(element, type, await this.services.environment.sources(folder)));
  }
}
