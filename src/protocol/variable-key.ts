export { keyProblem, suggestKey, valueProblem } from '../environments/variable-key';
