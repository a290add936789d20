import { checkOfTarget, describeTarget } from '../../credentials/checked-target';
import { findParameter } from '../../elements/parameter';
import { describeSource } from '../../environments/sources';
import { describeExposure } from '../../environments/variables';
import type { FailureContext } from '../failure-context';
import type { PreparationFailure } from '../preparation-failure';
import { inWords, type Explanation, type Explanations, type Names } from './explanation';
import { weakenedFrom } from './weaker-check';

/** What keeps a test from connecting at all: values and secrets. */
export const preparationExplanations: Explanations<'variable-unset' | 'secret-missing' | 'invalid-parameter'> = {
  'variable-unset': (facts, names, { environment, type }) => ({
    message: `${names.field} comes from the environment variable ${facts.variable ?? ''}, which has no value in ${environment}.`,
    remedies:
      facts.field !== undefined && findParameter(type, facts.field)?.kind === 'secret'
        ? [`Store the value of ${facts.variable ?? 'it'} in the keychain, put it in a .env file that git ignores, or set it in the environment that the test runs in.`]
        : [
            `Set ${facts.variable ?? 'it'} in the workspace settings ("databaseElements.environments"), in a .env file of this folder, or in the environment that VS Code or the command line is started in.`,
            'Give the variable a default value in the element if one value suits every environment.',
          ],
  }),
  'secret-missing': (facts, names, context) => {
    if (facts.newTarget !== undefined) return notAgreedTo(facts, facts.newTarget);
    if (facts.driverMessage !== undefined && facts.store !== undefined) return storeRefuses(facts.driverMessage);
    if (facts.owner !== undefined) return notStored(facts, facts.owner.target, context);
    return facts.stage === 'resolve' ? notStated(names) : serverAsks(names);
  },
  'invalid-parameter': (facts, names) => {
    if (facts.conflict !== undefined) return { message: facts.conflict, remedies: ['Change one of the two, or the value of the variable that it comes from.'] };
    if (facts.exposed === true) {
      const { message, remedy } = describeExposure(facts.variable ?? '', names.field);
      return { message, remedies: [remedy] };
    }
    if (facts.variable !== undefined) {
      return { message: `${names.field} must be ${facts.expected ?? 'something else'}, which the value of ${facts.variable} is not.`, remedies: [`Correct the value of ${facts.variable} for this environment.`] };
    }
    return {
      message: facts.expected === undefined ? `${names.field} is not accepted${inWords(facts)}.` : `${names.field} is missing or not usable; it must be ${facts.expected}.`,
      remedies: [`Correct ${names.field} in the form.`],
    };
  },
};

function notAgreedTo({ variable = '', source, allowedTargets = [] }: PreparationFailure, newTarget: string): Explanation {
  const value = `The value of ${variable}${source === undefined ? '' : `, ${describeSource(source)},`}`;
  const weakened = weakenedFrom(allowedTargets, newTarget);
  if (weakened !== undefined) return { message: `${value} was allowed ${weakened.difference}`, remedies: whoWeakened(newTarget), field: 'password' };
  return {
    message: `${value} has not gone to ${describeTarget(newTarget)} before.`,
    remedies: [
      'Is that the server it belongs to? Then agree to it in VS Code; nothing is sent until then.',
      ...(allowedTargets.length > 0 ? [`So far it may go to ${allowedTargets.map(describeTarget).join(' and ')}.`] : []),
    ],
    field: 'password',
  };
}

function storeRefuses(reason: string): Explanation {
  return { message: reason, remedies: ['Unlock the keychain and test again.', 'Or let Database Elements keep passwords in memory: setting "databaseElements.secretStore".'] };
}

function notStated({ field }: Names): Explanation {
  const what = field.toLowerCase();
  return {
    message: `The element says neither where its ${what} is nor that it has none. Nothing was connected.`,
    remedies: [`Enter the ${what} in the form; it is stored in the keychain, never in the file.`, `Is none needed? Then choose "No ${what}" there.`],
  };
}

function serverAsks({ address, user }: Names): Explanation {
  return {
    message: `The server on ${address} asks for a password, and the element has none.`,
    remedies: ['Enter the password in the form; it is stored in the keychain, never in the file.', `Or does "${user}" sign in without one from elsewhere? Then the server's rules differ for this machine.`],
    field: 'password',
  };
}

function notStored({ otherTargets = [], store }: PreparationFailure, target: string, { environment }: FailureContext): Explanation {
  const weakened = weakenedFrom(otherTargets, target);
  if (weakened !== undefined) return { message: `The stored password was saved ${weakened.difference}`, remedies: whoWeakened(target), field: 'password' };
  return {
    message: `No password is stored for ${describeTarget(target)} in ${environment}.`,
    remedies: [
      ...(otherTargets.length > 0 ? [`A password is stored for ${otherTargets.map(describeTarget).join(' and ')}. It is used for another target only when you say so.`] : []),
      `Enter the password in the form; it is stored in ${store ?? 'the keychain'}, never in the file.`,
      'Every machine and every environment has its own: a clone of the repository starts without passwords.',
    ],
    field: 'password',
  };
}

/** What to think of before a secret goes over a connection that checks less than the one it was meant for. */
function whoWeakened(target: string): string[] {
  return [
    `Did you change ${checkOfTarget(target) === undefined ? 'the TLS mode' : 'how the certificate is checked'} yourself? A change that came with a pull or a branch is to be looked at first; nothing was sent.`,
    'Then use it here too, or enter another one. With the stricter check back, nothing is asked.',
  ];
}
