import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';
import { readNdArrays, writeNdArrays, type NdArray } from '#ml/data/mxnet-ndarray.ts';
import { readStoredZip, writeStoredZip } from '#ml/data/stored-zip.ts';
import type { PredictorType } from './hyperparameters.ts';
import type { Parameters } from './parameters.ts';

/** Names of the files in the archive. */
const PARAMS = 'params';
const ABOUT = 'additional-params.json';

const TYPES: readonly PredictorType[] = ['binary_classifier', 'regressor'];

/**
 * A zip of `params`, which `mxnet.nd.load` reads (`arg:w0_weight`, `arg:w1_weight`, `arg:v`), and of
 * `additional-params.json` with the predictor_type.
 */
export function writeModel(type: PredictorType, p: Parameters): Uint8Array {
	const { features, factors, bias, linear, vectors } = p;
	const params = writeNdArrays([
		{ name: 'arg:w0_weight', shape: [1], values: Float32Array.of(bias) },
		{ name: 'arg:w1_weight', shape: [features, 1], values: linear },
		{ name: 'arg:v', shape: [features, factors], values: vectors }
	]);
	const about = encodeUtf8(JSON.stringify({ predictor_type: type }));
	return writeStoredZip({ [PARAMS]: params, [ABOUT]: about });
}

/**
 * Reads what {@link writeModel} wrote.
 * @throws UserError `BadModel`
 */
export function readModel(bytes: Uint8Array): { type: PredictorType; parameters: Parameters } {
	const files = readStoredZip(bytes);
	const [params, about] = [files?.[PARAMS], files?.[ABOUT]];
	if (!params || !about) throw badModel(`it is no zip of '${PARAMS}' and '${ABOUT}'`);
	const arrays = new Map(readNdArrays(params).map((array) => [array.name, array]));
	const bias = numbersOf(arrays, 'arg:w0_weight', 1);
	const linear = numbersOf(arrays, 'arg:w1_weight', 2);
	const vectors = numbersOf(arrays, 'arg:v', 2);
	const [features, factors] = vectors.shape as [number, number];
	if (bias.values.length !== 1 || linear.values.length !== features) {
		throw badModel('the shapes of its parameters do not go together');
	}
	return {
		type: typeOf(about),
		parameters: { features, factors, bias: bias.values[0]!, linear: linear.values, vectors: vectors.values }
	};
}

function numbersOf(
	arrays: ReadonlyMap<string, NdArray>,
	name: string,
	axes: number
): { shape: readonly number[]; values: Float32Array } {
	const array = arrays.get(name);
	if (!array || array.shape.length !== axes) throw badModel(`it has no proper '${name}'`);
	return { shape: array.shape, values: Float32Array.from(array.values) };
}

function typeOf(about: Uint8Array): PredictorType {
	let told: unknown;
	try {
		told = (JSON.parse(decodeUtf8(about)) as Record<string, unknown> | null)?.['predictor_type'];
	} catch {
		told = null;
	}
	const type = TYPES.find((each) => each === told);
	if (!type) throw badModel('it does not say its predictor_type');
	return type;
}

/** @param what is wrong, for the message */
export function badModel(what: string): UserError {
	return new UserError('BadModel', `The model cannot be loaded: ${what}.`, {
		hint: 'ModelDataUrl must name the model.tar.gz of a training job of Factorization Machines.'
	});
}
