import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const pure = [
	{ object: 'Math', property: 'random', message: 'Take an Rng from the caller: same seed, same result.' },
	{ object: 'Date', property: 'now', message: 'Take a Clock from the caller: simulated time is injected.' }
];

export default ts.config(
	{ ignores: ['dist/', 'node_modules/', '.cache/', 'test-results/', 'playwright-report/', '**/*.as.ts'] },
	js.configs.recommended,
	...ts.configs.recommended,
	...svelte.configs.recommended,
	{
		languageOptions: { globals: { ...globals.browser, ...globals.worker, ...globals.node } },
		rules: {
			'no-undef': 'off',
			eqeqeq: 'error',
			'no-eval': 'error',
			'prefer-const': 'error',
			'no-console': 'error',
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-non-null-assertion': 'off',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }]
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } }
	},
	{ files: ['src/{base,ml,sim}/**'], rules: { 'no-restricted-properties': ['error', ...pure] } },
	{ files: ['scripts/**', 'bench/**', 'tests/support/quiet-console.ts'], rules: { 'no-console': 'off' } }
);
