import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/** Which layer may import which: dependencies point one way, and nothing imports an app. */
const layers = {
  models: [],
  runtime: ['models'],
  activities: ['models'],
  workflows: ['models', 'activities'],
  'progress-client': ['models'],
  tool: ['models', 'tool'],
  testing: ['models', 'tool'],
  app: ['models', 'runtime', 'activities', 'workflows', 'progress-client'],
  e2e: ['models', 'runtime', 'testing', 'tool', 'progress-client'],
  bench: ['models', 'runtime', 'activities', 'workflows', 'progress-client', 'testing', 'tool'],
};
/** Specs may also use the real-server fixtures. */
const layersOfSpecs = Object.fromEntries(
  Object.entries(layers).map(([layer, allowed]) => [layer, [...new Set([...allowed, 'testing', 'tool'])]]),
);

/** @param {Record<string, string[]>} rules */
const boundaries = (rules) => [
  'error',
  {
    enforceBuildableLibDependency: false,
    checkDynamicDependenciesExceptions: [],
    // Subpath imports ("imports" in package.json) pick a file by the platform.
    allow: ['^#'],
    depConstraints: Object.entries(rules).map(([layer, allowed]) => ({
      sourceTag: `layer:${layer}`,
      onlyDependOnLibsWithTags: allowed.map((name) => `layer:${name}`),
    })),
  },
];

const syntax = [
  { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
  { selector: 'ExportAllDeclaration', message: 'List what you export by name.' },
  { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
];
/** Modules of workflow code are shared by all workflows of a worker. */
const shared = 'All workflows of a worker share it. Make it inside a function.';
const moduleState = [
  { selector: 'Program > VariableDeclaration[kind="let"]', message: shared },
  { selector: 'Program > ExportNamedDeclaration > VariableDeclaration[kind="let"]', message: shared },
  {
    selector:
      ':matches(Program, ExportNamedDeclaration) > VariableDeclaration > VariableDeclarator > NewExpression[callee.name=/^(Map|WeakMap|WeakSet)$/]',
    message: shared,
  },
];

const specs = ['**/*.spec.ts', '**/test/**/*.ts'];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/out-tsc/**', '**/test-output/**', '**/.nx/**', '**/.genvideo/**'] },
  { plugins: { '@nx': nx } },
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.recommendedTypeCheckedOnly],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': boundaries(layers),
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-restricted-syntax': ['error', ...syntax],
      complexity: ['error', 12],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['libs/*/src/**/*.ts', 'apps/*/src/**/*.ts', 'tools/*/src/**/*.ts'],
    ignores: [...specs, '**/main.ts', '**/global-setup.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Only main.ts reads the environment; take a config instead.',
        },
      ],
    },
  },
  {
    files: ['libs/workflows/src/**/*.ts', 'libs/models/src/**/*.ts'],
    ignores: [
      ...specs,
      'libs/models/src/schemas/**',
      'libs/models/src/{schemas,config,wire}.ts',
      'libs/models/src/config/**',
      'libs/models/src/wire/**',
      'libs/models/src/callback-url.ts',
      'libs/models/src/input-digest.ts',
      'libs/models/src/payload-codec.ts',
      'libs/models/src/payload-codec/**',
    ],
    rules: {
      'no-restricted-syntax': ['error', ...syntax, ...moduleState],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@genvideo/activities',
              allowTypeImports: true,
              message: 'Workflows take activities as types only.',
            },
            {
              name: '@genvideo/models/schemas',
              allowTypeImports: true,
              message: 'zod stays out of workflow code.',
            },
            {
              name: '@genvideo/models/config',
              allowTypeImports: true,
              message: 'zod stays out of workflow code.',
            },
            {
              name: '@genvideo/models/wire',
              allowTypeImports: true,
              message: 'zod stays out of workflow code.',
            },
            { name: 'zod', allowTypeImports: true, message: 'zod stays out of workflow code.' },
            { name: 'ky', message: 'No I/O in workflow code.' },
          ],
          patterns: [{ group: ['node:*'], message: 'No Node built-ins in workflow code.' }],
        },
      ],
    },
  },
  {
    files: ['apps/studio/src/**/*.ts', 'apps/studio/src/**/*.tsx'],
    ignores: specs,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@genvideo/models/schemas',
              allowTypeImports: true,
              message: 'The page takes types; the client parses.',
            },
          ],
          patterns: [{ group: ['node:*'], message: 'The page runs in browsers.' }],
        },
      ],
    },
  },
  {
    files: specs,
    rules: {
      '@nx/enforce-module-boundaries': boundaries(layersOfSpecs),
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Jest's asymmetric matchers are typed any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
