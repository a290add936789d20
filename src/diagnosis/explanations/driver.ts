import { inWords, type Explanations } from './explanation';

/** What the driver, or the test itself, came to without the server's doing. */
export const driverExplanations: Explanations<'driver-missing' | 'driver-crashed' | 'cancelled' | 'unknown'> = {
  'driver-missing': (facts, names, { type }) =>
    type.driverPackage === undefined
      ? {
          message: `The driver for ${names.label} is not there${inWords(facts)}.`,
          remedies: [`Install the extension ${type.extension === undefined ? '' : `${type.extension} `}again.`],
        }
      : {
          message: `${names.label} needs the vendor's driver ${type.driverPackage.name}: ${facts.driverMessage ?? 'it is not installed'}.`,
          remedies: [
            'In VS Code, the command "Install Database Driver" installs it with npm, or takes a folder that has it.',
            `For the command line: npm install --ignore-scripts --prefix DIR ${type.driverPackage.name}@${type.driverPackage.version}, then dbelements test --${type.id}-driver DIR.`,
            `It is ${type.driverPackage.licence}, so it does not come with this extension.`,
          ],
        },
  'driver-crashed': (facts, names, { type }) => ({
    message: `The driver for ${names.label} failed${inWords(facts)}. VS Code and your other connections are unharmed.`,
    remedies: ['Test again; the driver starts anew.', `If it happens again, please report it${type.extension === undefined ? '' : ` to the authors of the extension ${type.extension}`} with the copied report.`],
  }),
  cancelled: () => ({ message: 'The test was cancelled.', remedies: [] }),
  unknown: (facts, names) => ({
    message: `${names.label} answered with an error that is not known here${inWords(facts)}.`,
    remedies: ['The driver’s own code is in the report; its documentation says more.'],
  }),
};
