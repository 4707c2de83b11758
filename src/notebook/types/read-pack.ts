import { PlatformError } from '#base/errors.ts';
import type { TypePack } from './type-pack.ts';

/** Fetches a pack: JSON, deflated, since not every host of static files compresses. Rejects with a PlatformError. */
export async function readPack(url: string): Promise<TypePack> {
	const response = await fetch(url).catch((cause: unknown) => {
		throw notLoaded(url, 'the network failed', cause);
	});
	if (!response.ok || !response.body) throw notLoaded(url, `the server answered ${response.status}`, null);
	const plain = response.body.pipeThrough(new DecompressionStream('deflate-raw'));
	const pack: unknown = JSON.parse(await new Response(plain).text());
	if (typeof pack !== 'object' || pack === null || !('files' in pack)) {
		throw notLoaded(url, 'it holds something else', null);
	}
	return pack as TypePack;
}

function notLoaded(url: string, why: string, cause: unknown): PlatformError {
	return new PlatformError('TypesNotLoaded', `Types could not be loaded from ${url}: ${why}.`, {
		hint: 'Code completion knows less until the page is loaded again. Cells run as before.',
		cause
	});
}
