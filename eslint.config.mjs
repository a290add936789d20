import { readdirSync } from 'node:fs';
import path from 'node:path';
import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Folders of src/ and what they may import from; see ARCHITECTURE.md, "Map". */
const LAYERS = {
  elements: [],
  credentials: ['elements'],
  environments: ['elements', 'credentials'],
  databases: ['elements'],
  diagnosis: ['elements', 'credentials', 'environments', 'databases'],
  models: ['elements', 'databases'],
  protocol: ['databases', 'environments', 'models'],
  cli: ['elements', 'credentials', 'environments', 'databases', 'diagnosis', 'models'],
  workbench: ['elements', 'credentials', 'environments', 'databases', 'diagnosis', 'models', 'protocol'],
};

const layerRules = Object.entries(LAYERS).map(([layer, allowed]) => ({
  files: [`src/${layer}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: Object.keys(LAYERS)
              .filter((other) => other !== layer && !allowed.includes(other))
              .flatMap((other) => [`**/../${other}/**`, `../${other}/**`]),
            message: `src/${layer} may import only from ${[layer, ...allowed].join(', ')}: dependencies point downward (ARCHITECTURE.md, "Map").`,
          },
          ...(layer === 'workbench'
            ? []
            : [{ group: ['vscode'], message: 'Only src/workbench knows VS Code: the rest also runs on the command line and in tests.' }]),
        ],
      },
    ],
  },
}));

/** The folders of src/databases that hold a type, which nothing else knows by its name. */
const TYPES = readdirSync(path.join(import.meta.dirname, 'src/databases'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
  .map((entry) => entry.name);

const vscodeIsStatic = { selector: 'ImportExpression[source.value="vscode"]', message: 'Import vscode statically, in src/workbench only.' };
const noType = { selector: `Literal[value=/^(${TYPES.join('|')})$/]`, message: 'A database type is one folder of src/databases: say in its type.ts what is particular about it.' };

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.vscode-test/', 'test/e2e/output/', 'sample/', '**/*.d.mts'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-syntax': ['error', vscodeIsStatic],
    },
  },
  { files: ['**/*.{js,mjs}'], languageOptions: { globals: { process: 'readonly', console: 'readonly', require: 'readonly', module: 'writable', __dirname: 'readonly', URL: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly', performance: 'readonly', Buffer: 'readonly', fetch: 'readonly', AbortController: 'readonly' } } },
  ...layerRules,
  { files: ['src/**/*.ts', 'webview-ui/**/*.ts'], ignores: ['src/databases/**'], rules: { 'no-restricted-syntax': ['error', vscodeIsStatic, noType] } },
  {
    files: ['webview-ui/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^(\\.\\./)+src/(?!protocol/)', message: 'The webview knows the host by src/protocol only.' }] },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // Tests state their expectations directly; a wrong assumption fails the test, which is its purpose.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
);
