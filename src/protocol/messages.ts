import * as z from 'zod/mini';
import type { FormState, TestView } from './form-state';
import { typedPlan, type PoolCheckView } from './pool-check';

const variableDeclaration = z.strictObject({
  key: z.string(),
  name: z.string(),
  description: z.string(),
  defaultValue: z.string(),
  required: z.boolean(),
});

/** The text in place of the form, at a place of it when one is given. */
export const openAsText = z.strictObject({ kind: z.literal('openAsText'), place: z.optional(z.strictObject({ line: z.int().check(z.minimum(1)), column: z.int().check(z.minimum(1)) })) });

/** How a form looks: which sections were folded or unfolded, and how far it is scrolled, in pixels. */
const formLook = z.strictObject({ unfolded: z.record(z.string(), z.boolean()), scrollTop: z.number() });
export type FormLook = z.infer<typeof formLook>;

/** What the form asks of the host. Parsed on arrival: a webview is outside. Bodies are never logged. */
export const formMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  /** The look has changed; the form that takes this one's place is to have it. */
  z.strictObject({ kind: z.literal('look'), look: formLook }),
  z.strictObject({ kind: z.literal('setTitle'), value: z.string() }),
  z.strictObject({ kind: z.literal('setDescription'), value: z.string() }),
  /** A literal as typed; '' removes the parameter from the file. */
  z.strictObject({ kind: z.literal('setValue'), key: z.string(), value: z.string() }),
  /** A connection string, to be split into the fields. May hold a secret; it goes one way. */
  z.strictObject({ kind: z.literal('fillIn'), key: z.string(), text: z.string() }),
  /** Holds a secret; it goes one way. */
  z.strictObject({ kind: z.literal('setSecret'), key: z.string(), secret: z.string().check(z.minLength(1)) }),
  z.strictObject({ kind: z.literal('forgetSecret'), key: z.string() }),
  /** The parameter needs no secret: { "none": true }. */
  z.strictObject({ kind: z.literal('useNoSecret'), key: z.string() }),
  /** Binds a parameter to a variable and declares it. `value` is for the environment in use; absent leaves it as it is. */
  z.strictObject({
    kind: z.literal('bindVariable'),
    key: z.string(),
    variable: variableDeclaration,
    value: z.optional(z.string()),
  }),
  /** The same for a variable whose value is secret; it goes one way. */
  z.strictObject({ kind: z.literal('bindSecretVariable'), key: z.string(), variable: variableDeclaration, secret: z.optional(z.string()) }),
  /** Back to a literal with the variable's present value; a secret goes back to the keychain. */
  z.strictObject({ kind: z.literal('useLiteral'), key: z.string() }),
  z.strictObject({ kind: z.literal('chooseEnvironment') }),
  z.strictObject({ kind: z.literal('choosePath'), key: z.string() }),
  z.strictObject({ kind: z.literal('save') }),
  z.strictObject({ kind: z.literal('test') }),
  z.strictObject({ kind: z.literal('cancelTest') }),
  z.strictObject({ kind: z.literal('runAction'), id: z.int() }),
  z.strictObject({ kind: z.literal('copyReport') }),
  z.strictObject({ kind: z.literal('showReport') }),
  z.strictObject({ kind: z.literal('checkPool'), plan: typedPlan }),
  z.strictObject({ kind: z.literal('cancelPoolCheck') }),
  /** `place` counts as Problem's does. */
  openAsText,
]);
export type FormMessage = z.infer<typeof formMessage>;

/** What the host tells the form. */
export type HostMessage =
  | { readonly kind: 'state'; readonly form: FormState }
  | { readonly kind: 'test'; readonly test: TestView }
  | { readonly kind: 'poolCheck'; readonly poolCheck: PoolCheckView }
  /** Puts the caret into a field and opens its section. */
  | { readonly kind: 'focus'; readonly key: string }
  /** The element was saved for the first time: the form looks as that of the unsaved text did, the focus goes on to the test, and the last one comes into view. */
  | { readonly kind: 'goOn'; readonly look?: FormLook }
  /** Brings the last test into view. */
  | { readonly kind: 'showTest' }
  /** Opens the section of the pool and brings its check into view. */
  | { readonly kind: 'showPoolCheck' };
