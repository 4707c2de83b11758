import { PlatformError } from '#base/errors.ts';
import type { CallContext, Handlers } from '#engine/rpc.ts';
import type { TypesContract } from './contract.ts';
import type { TypePack } from './type-pack.ts';
import { TypeService } from './type-service.ts';

/**
 * The worker's side of {@link TypesContract}. Each answer waits for one turn of the event loop, so that a caller who has
 * given up is heard before the work begins, and a completion need not wait for the problems of all cells.
 * @param readPack reads a pack from its address
 * @param turn resolves in a later turn, after the messages that have arrived
 */
export function serveTypes(
	readPack: (url: string) => Promise<TypePack>,
	turn: () => Promise<void>
): Handlers<TypesContract> {
	let service: TypeService | null = null;
	// Updates load packs. An answer is about the cells as they were when it was asked for, or as they have become since.
	let updated: Promise<void> = Promise.resolve();
	const answer =
		<P, R>(work: (service: TypeService, params: P) => R) =>
		async (params: P, { stop }: CallContext<never>): Promise<R> => {
			await updated;
			await turn();
			stop.throwIfAborted();
			if (!service) throw new TypeError('The type service has not been opened.');
			return work(service, params);
		};
	return {
		open({ index, packUrls }) {
			service = new TypeService({ index, loadPack: (name) => readPack(urlOf(packUrls, name)) });
			return null;
		},
		async update(change) {
			const opened = service;
			const before = updated;
			const own = before.then(() => opened?.update(change));
			// A pack that could not be loaded leaves names unknown; what is known is still worth asking for.
			updated = own.catch(() => undefined);
			await own;
			return null;
		},
		complete: answer((types, place) => types.complete(place)),
		describe: answer((types, place) => types.describe(place)),
		hover: answer((types, place) => types.hover(place)),
		signature: answer((types, place) => types.signature(place)),
		define: answer((types, place) => types.define(place)),
		problems: answer((types, { cell }: { readonly cell: string }) => types.problems(cell))
	};
}

function urlOf(urls: Readonly<Record<string, string>>, name: string): string {
	const url = urls[name];
	if (url === undefined)
		throw new PlatformError('TypesNotLoaded', `There is no pack of types named '${name}'.`);
	return url;
}
