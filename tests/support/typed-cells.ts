import type { TypedCell } from '#notebook/types/contract.ts';
import { TypeService } from '#notebook/types/type-service.ts';
import type { TypePacks } from '#notebook/types/type-pack.ts';
import { buildTypes } from '../../tools/types/build-types.ts';

let built: TypePacks | undefined;

/** The declarations of this build, made once per test file: it takes some seconds. */
export function builtTypes(): TypePacks {
	return (built ??= buildTypes(process.cwd()));
}

let service: TypeService | undefined;

/** Below the others, so that thousands of declarations are not thrown away and read again between two tests. */
const ANCHOR: TypedCell = { id: 'anchor', text: `import 'sagemaker';\nimport '@aws-sdk/client-sagemaker';` };

/**
 * The service, over these cells and no others; texts without an id are numbered from 1. One for a whole test file, since
 * it reads thousands of declarations once: what one test wrote is gone in the next.
 */
export async function typesOver(...texts: readonly (string | TypedCell)[]): Promise<TypeService> {
	const { index, packs } = builtTypes();
	service ??= new TypeService({ index, loadPack: (name) => Promise.resolve(packs[name]!) });
	await service.update(changeTo(...texts, ANCHOR));
	return service;
}

/** All cells as one change. */
export function changeTo(...texts: readonly (string | TypedCell)[]): {
	readonly order: readonly string[];
	readonly changed: readonly TypedCell[];
} {
	const changed = texts.map((cell, i) =>
		typeof cell === 'string' ? { id: String(i + 1), text: cell } : cell
	);
	return { order: changed.map(({ id }) => id), changed };
}

/** A text with its cursor, written `|`, taken out, and where that was. */
export function cursor(marked: string): { readonly text: string; readonly offset: number } {
	const offset = marked.indexOf('|');
	return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}
