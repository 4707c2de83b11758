import { UserError } from '#base/errors.ts';
import type { Model, ModelFiles, PredictOptions, Predictions } from '#ml/algorithm.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { writeModel } from './model-file.ts';
import { dot, encodeAddress, type Network } from './network.ts';
import { pairsOf } from './pairs.ts';

/** Name of the file inside model.tar.gz. */
export const MODEL_FILE = 'model_algo-1';

/** A trained model of which entities use which addresses. */
export class IpModel implements Model {
	readonly features = 2;
	readonly network: Network;

	constructor(network: Network) {
		this.network = network;
	}

	/**
	 * How well each entity and its address go together: log odds against a pair that was made up; the lower, the more
	 * unusual. Verbose with the vectors of both.
	 * @throws UserError `FeatureMismatch`, `BadAddress`
	 */
	predict(data: Dataset, { verbose = false }: PredictOptions = {}): Predictions {
		const { dim, entities } = this.network;
		if (data.columns !== 2) {
			throw new UserError('FeatureMismatch', `The rows have ${data.columns} columns, but 2 are needed.`, {
				hint: 'Each row is an entity and an IPv4 address: user_a,192.168.1.2'
			});
		}
		const { rows } = data;
		const pairs = pairsOf('request', data, entities.length / dim);
		const values = new Float32Array(rows);
		const ofEntities = new Float32Array(verbose ? rows * dim : 0);
		const ofAddresses = new Float32Array(verbose ? rows * dim : 0);
		for (let row = 0; row < rows; row++) {
			const from = pairs.entities[row]! * dim;
			const address = encodeAddress(this.network, pairs.addresses[row]!);
			values[row] = dot(entities, from, address, 0, dim);
			if (!verbose) continue;
			ofEntities.set(entities.subarray(from, from + dim), row * dim);
			ofAddresses.set(address, row * dim);
		}
		const fields = [{ name: 'dot_product', width: 1, values }];
		if (verbose) {
			fields.push({ name: 'ip_embedding', width: dim, values: ofAddresses });
			fields.push({ name: 'entity_embedding', width: dim, values: ofEntities });
		}
		return { rows, fields };
	}

	/** One file, of MXNet's arrays: see model-file.ts. */
	toFiles(): ModelFiles {
		return { [MODEL_FILE]: writeModel(this.network) };
	}
}
