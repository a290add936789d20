export { keyProblem, suggestKey } from '../environments/variable-key';
