import type { Settings } from '../tables.ts';

/** Endings under which a runtime looks for the handler's module, by how the runtime's name begins. */
const ENDINGS: readonly (readonly [runtime: string, endings: readonly string[]])[] = [
	['nodejs', ['.js', '.mjs', '.cjs']],
	['python', ['.py']],
	['ruby', ['.rb']]
];

/** The file of the zip that holds the handler, as its runtime will look for it, and whether it is there. */
export function handlerFile(
	{ runtime, handler }: Pick<Settings, 'runtime' | 'handler'>,
	paths: readonly string[]
): { readonly file: string; readonly isThere: boolean } {
	const [, endings] = ENDINGS.find(([name]) => runtime.startsWith(name)) ?? [];
	// Other runtimes name classes, or run one program.
	if (!endings) {
		const file = runtime.startsWith('provided') ? 'bootstrap' : handler;
		return { file, isThere: !runtime.startsWith('provided') || paths.includes(file) };
	}
	const module = handler.slice(0, handler.lastIndexOf('.'));
	const path = runtime.startsWith('python') ? module.replaceAll('.', '/') : module;
	const found = endings.map((ending) => `${path}${ending}`).find((file) => paths.includes(file));
	return { file: found ?? `${path}${endings[0]}`, isThere: found !== undefined };
}
