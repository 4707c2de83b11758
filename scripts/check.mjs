/** `npm run check`: types floor by floor, Svelte, lint, format. Prints what failed; exit code 1 if anything did. */
import { pathToFileURL } from 'node:url';
import { install, run } from './install.mjs';

const FLOORS = ['base', 'ml', 'sim', 'engine', 'notebook'];

const CHECKS = [
	// A floor compiled alone sees only its own globals: `document` is a compile error in ml.
	...FLOORS.map((floor) => ({ name: `types of ${floor}`, command: ['tsc', '-p', `src/${floor}`] })),
	{ name: 'types of all else', command: ['tsc', '-p', '.'] },
	{ name: 'Svelte', command: ['svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings'] },
	{ name: 'lint', command: ['eslint', '.'] },
	{ name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] }
];

/** Runs all checks; returns the names of those that failed. */
export function check() {
	return CHECKS.filter(({ name, command }) => {
		const began = performance.now();
		const failed = run('npx', command) !== 0;
		console.log(`${failed ? '✗' : '✓'} ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
		return failed;
	}).map(({ name }) => name);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
	install();
	process.exit(check().length > 0 ? 1 : 0);
}
