import { readServiceModel, type ServiceMetadata, type ServiceModel } from './model.ts';

/**
 * A model whose tables are fetched with the first request to its service, so that a page does not carry the tables of
 * services that nobody calls. `load` may be called often and fetches once; a failed fetch is tried again.
 */
export function lazyModel(
	metadata: ServiceMetadata,
	fetchTables: () => Promise<{ readonly default: unknown }>
): ServiceModel {
	let loaded: ServiceModel | null = null;
	return {
		metadata,
		get operations() {
			return loaded?.operations ?? {};
		},
		get shapes() {
			return loaded?.shapes ?? {};
		},
		async load() {
			loaded ??= readServiceModel((await fetchTables()).default);
		}
	};
}
