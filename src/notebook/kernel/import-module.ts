import { UserError } from '#base/errors.ts';

/** Throws a UserError `MissingExport` where a module lacks one of the names that an import asks for. */
export function checkExports(module: object, specifier: string, names: readonly string[]): void {
	const missing = names.find((name) => !(name in module));
	if (missing === undefined) return;
	if (missing === 'default') {
		throw new UserError('MissingExport', `The module '${specifier}' has no default export.`, {
			hint: `Write import * as name from '${specifier}', or name what you need in braces.`
		});
	}
	const similar = similarNames(missing, Object.keys(module));
	throw new UserError('MissingExport', `The module '${specifier}' has no export '${missing}'.`, {
		hint: similar.length > 0 ? `Did you mean ${similar.join(', ')}?` : 'A type is imported with import type.'
	});
}

/** Names that differ in case or in a short ending, or that share a long beginning; at most five. */
function similarNames(name: string, names: readonly string[]): string[] {
	const lower = name.toLowerCase();
	const stem = lower.slice(0, Math.max(4, Math.ceil(lower.length * 0.6)));
	return names.filter((n) => n.toLowerCase().startsWith(stem)).slice(0, 5);
}
