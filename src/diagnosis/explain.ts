import type { FailureCode } from '../databases/failure';
import { defined } from '../databases/shared/values';
import { actionsFor } from './actions';
import { accountExplanations } from './explanations/account';
import { databaseExplanations } from './explanations/database';
import { driverExplanations } from './explanations/driver';
import { namesOf, type Explanations } from './explanations/explanation';
import { fileExplanations } from './explanations/file';
import { networkExplanations } from './explanations/network';
import { preparationExplanations } from './explanations/preparation';
import { tlsExplanations } from './explanations/tls';
import type { FailureContext } from './failure-context';
import type { Failure } from './outcome';
import type { PreparationFailure } from './preparation-failure';

const explanations: Explanations<FailureCode> = {
  ...preparationExplanations,
  ...networkExplanations,
  ...tlsExplanations,
  ...accountExplanations,
  ...databaseExplanations,
  ...fileExplanations,
  ...driverExplanations,
};

/** Makes the sentence, what to check and the actions for a failure. */
export function explainFailure(facts: PreparationFailure, context: FailureContext): Failure {
  const stage = facts.stage ?? context.stage;
  const general = explanations[facts.code](facts, namesOf(facts, context), { ...context, stage });
  const particular = context.type.explain?.(facts, context.values) ?? {};
  const { code, driverCode, driverMessage, certificate } = facts;
  // The port is right where another address answers on it.
  const field = facts.suggestedHost === undefined ? (facts.field ?? general.field) : 'host';
  const evidence = defined({ driverMessage, certificate });
  return {
    code,
    stage,
    // A driver's own words may end in a period of their own.
    message: (particular.message ?? general.message).replace(/\.\.$/, '.'),
    ...defined({ driverCode, field }),
    remedies: [...(particular.remedies ?? []), ...(particular.only === true ? [] : general.remedies)],
    actions: actionsFor(facts, field, context),
    ...(Object.keys(evidence).length === 0 ? {} : { evidence }),
  };
}
