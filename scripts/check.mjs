/** `npm run check`: types floor by floor, Svelte, lint, format. Prints what failed; exit code 1 if anything did. */
import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import { install, runAside } from './install.mjs';

const FLOORS = ['base', 'ml', 'sim', 'engine', 'notebook'];

/** The longest first, so that the cores come to their end together. */
const CHECKS = [
	{ name: 'Svelte', command: ['svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings'] },
	{ name: 'lint', command: ['eslint', '.'] },
	{ name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
	{ name: 'types of all else', command: ['tsc', '-p', '.'] },
	// A floor compiled alone sees only its own globals: `document` is a compile error in ml.
	...FLOORS.toReversed().map((floor) => ({
		name: `types of ${floor}`,
		command: ['tsc', '-p', `src/${floor}`]
	}))
];

/**
 * Runs all checks and what else is given, as many at once as there are cores; prints what each had to say when it has
 * ended. Returns the names of those that failed.
 */
export async function check(further = []) {
	const waiting = [...further, ...CHECKS];
	const failed = [];
	const work = async () => {
		for (let next = waiting.shift(); next; next = waiting.shift()) {
			const began = performance.now();
			const { code, output } = await runAside('npx', next.command);
			if (code !== 0) failed.push(next.name);
			const seconds = ((performance.now() - began) / 1000).toFixed(1);
			process.stdout.write(`${output}${code === 0 ? '✓' : '✗'} ${next.name} (${seconds} s)\n`);
		}
	};
	await Promise.all(Array.from({ length: availableParallelism() }, work));
	return failed;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
	install();
	process.exit((await check()).length > 0 ? 1 : 0);
}
