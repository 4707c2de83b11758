import { UserError } from '#base/errors.ts';
import { readNdArrays, writeNdArrays } from '#ml/data/mxnet-ndarray.ts';
import type { Network } from './network.ts';
import { PREFIX_ROWS } from './prefixes.ts';

/** A file that `mxnet.nd.load` reads: `entity_weight`, `prefix_weight`, and of each layer `fc0_weight`, `fc0_bias` and so on. */
export function writeModel({ dim, entities, prefixes, layers }: Network): Uint8Array {
	return writeNdArrays([
		{ name: 'entity_weight', shape: [entities.length / dim, dim], values: entities },
		{ name: 'prefix_weight', shape: [PREFIX_ROWS, dim], values: prefixes },
		...layers.flatMap(({ weights, biases }, l) => [
			{ name: `fc${l}_weight`, shape: [dim, dim], values: weights },
			{ name: `fc${l}_bias`, shape: [dim], values: biases }
		])
	]);
}

/**
 * Reads what {@link writeModel} wrote.
 * @throws UserError `BadModel`
 */
export function readModel(bytes: Uint8Array): Network {
	const arrays = readNdArrays(bytes);
	const [entities, prefixes, ...rest] = arrays;
	const dim = entities?.shape[1] ?? 0;
	const numbers = (name: string, shape: readonly number[]): Float32Array => {
		const array = arrays.find((each) => each.name === name);
		if (!array || array.shape.join() !== shape.join()) throw badModel(`it has no proper '${name}'`);
		return Float32Array.from(array.values);
	};
	if (!entities || !prefixes || dim === 0) throw badModel('it has no vectors');
	return {
		dim,
		entities: numbers('entity_weight', [entities.shape[0]!, dim]),
		prefixes: numbers('prefix_weight', [PREFIX_ROWS, dim]),
		layers: Array.from({ length: rest.length / 2 }, (_, l) => ({
			weights: numbers(`fc${l}_weight`, [dim, dim]),
			biases: numbers(`fc${l}_bias`, [dim])
		}))
	};
}

/** @param what is wrong, for the message */
export function badModel(what: string): UserError {
	return new UserError('BadModel', `The model cannot be loaded: ${what}.`, {
		hint: 'ModelDataUrl must name the model.tar.gz of a training job of IP Insights.'
	});
}
