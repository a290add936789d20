import type { ServerFacts } from '../../databases/contract';
import type { StageEvent } from '../../databases/stages';
import { describeCertificate, factsOf, footerOf, shownStages, STAGE_LABELS, summaryOf } from '../../diagnosis/report';
import type { PrivilegesView, StageView, TestView } from '../../protocol/form-state';
import type { TestState } from '../testing/connection-tests';

/** A test's state as the form shows it. */
export function testView(state: TestState, outdated: boolean): TestView {
  switch (state.kind) {
    case 'idle':
      return { kind: 'idle' };
    case 'running':
      return { kind: 'running', stages: stageViews(state.type, state.stages) };
    case 'done': {
      const { outcome } = state;
      const stages = stageViews(outcome.type, outcome.failure?.code === 'cancelled' ? outcome.stages.map(interrupted) : outcome.stages);
      const footer = `${footerOf(outcome)}.`;
      const { server } = outcome;
      if (server !== undefined) return { kind: 'passed', stages, summary: summaryOf(server), facts: factsOf(server), ...privilegesView(server), footer, outdated };
      if (outcome.failure === undefined) return { kind: 'idle' };
      const { code, message, field, remedies, driverCode, actions, evidence } = outcome.failure;
      return {
        kind: 'failed',
        stages,
        failure: {
          code,
          message,
          remedies,
          ...(field === undefined ? {} : { field }),
          ...(driverCode === undefined ? {} : { driverCode }),
          ...(evidence?.certificate === undefined ? {} : { certificate: describeCertificate(evidence.certificate) }),
          actions: actions.map(({ label }, id) => ({ id, label })),
        },
        footer,
        outdated,
      };
    }
  }
}

function privilegesView({ privileges }: ServerFacts): { readonly privileges?: PrivilegesView } {
  if (privileges === undefined || privileges.findings.length + privileges.unknown.length === 0) return {};
  const findings = privileges.findings.map(({ code, message }) => ({ code, message }));
  return { privileges: { findings, unknown: privileges.unknown, statements: privileges.findings[0]?.remedy ?? '' } };
}

/** The stage at which a test was cancelled did not fail. */
function interrupted(event: StageEvent): StageEvent {
  return event.status === 'failed' ? { ...event, status: 'skipped', detail: 'cancelled' } : event;
}

function stageViews(typeId: string, events: readonly StageEvent[]): StageView[] {
  return shownStages(typeId, events).map(([id, event]) => {
    const label = STAGE_LABELS[id];
    if (event === undefined) return { id, label, status: 'pending' };
    const { status, milliseconds, detail } = event;
    return { id, label, status, ...(status === 'running' || status === 'skipped' ? {} : { milliseconds }), ...(detail === undefined ? {} : { detail }) };
  });
}
