// What the linter asks of every JavaScript file. Types, and names that do not
// exist, are tsc's business (tsconfig.json); the looks are Prettier's.
import js from '@eslint/js';

export default [
  { ignores: ['build/', 'node_modules/', 'results/'] },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 'latest', sourceType: 'module' },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-undef': 'off', // tsc knows the names of each engine
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],

      // Errors that look like code.
      'array-callback-return': 'error',
      'default-case-last': 'error',
      eqeqeq: 'error',
      'no-constructor-return': 'error',
      'no-implicit-coercion': ['error', { allow: ['!!', '+'] }],
      'no-self-compare': 'error',
      'no-template-curly-in-string': 'error',
      'no-throw-literal': 'error',
      'no-unmodified-loop-condition': 'error',
      'no-unreachable-loop': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      radix: 'error',

      // What may not be in a program that measures others.
      'no-eval': 'error',
      'no-implied-eval': 'error',
    },
  },
];
