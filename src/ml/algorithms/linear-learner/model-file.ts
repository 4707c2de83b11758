import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';
import type { LinearHyperparameters, LossName, PredictorType } from './hyperparameters.ts';

/** All that a trained model is. */
export interface LinearParameters {
	readonly predictorType: PredictorType;
	readonly loss: LossName;
	readonly features: number;
	/** 1, or one for each class. */
	readonly outputs: number;
	/** Rows of a binary classifier with at least this score are called 1. */
	readonly threshold: number;
	/** In the units of the data, output after output: outputs · features. */
	readonly weights: Float64Array;
	readonly biases: Float64Array;
}

/** What lies before the numbers. */
interface Header {
	readonly format: number;
	readonly predictor_type: string;
	readonly loss: string;
	readonly features: number;
	readonly outputs: number;
	readonly threshold: number;
}

const MARK = encodeUtf8('SBLINEAR');
const FORMAT = 1;
const LOSSES: readonly LinearHyperparameters['loss'][] = [
	'logistic',
	'hinge_loss',
	'softmax_loss',
	'squared_loss',
	'absolute_loss',
	'eps_insensitive_squared_loss',
	'eps_insensitive_absolute_loss',
	'quantile_loss',
	'huber_loss'
];
const TYPES: readonly PredictorType[] = ['binary_classifier', 'multiclass_classifier', 'regressor'];

/** The mark, the length of the header as 32 bits, the header as JSON, then weights and biases as 64-bit floats, little-endian all. */
export function writeModel(model: LinearParameters): Uint8Array {
	const { predictorType, loss, features, outputs, threshold, weights, biases } = model;
	const fields: Header = {
		format: FORMAT,
		predictor_type: predictorType,
		loss,
		features,
		outputs,
		threshold
	};
	const header = encodeUtf8(JSON.stringify(fields));
	const start = MARK.length + 4;
	const bytes = new Uint8Array(start + header.length + 8 * (weights.length + biases.length));
	const view = new DataView(bytes.buffer);
	bytes.set(MARK);
	view.setUint32(MARK.length, header.length, true);
	bytes.set(header, start);
	let at = start + header.length;
	for (const numbers of [weights, biases]) {
		for (let i = 0; i < numbers.length; i++, at += 8) view.setFloat64(at, numbers[i]!, true);
	}
	return bytes;
}

/**
 * Reads what {@link writeModel} wrote.
 * @throws UserError `BadModel`
 */
export function readModel(bytes: Uint8Array): LinearParameters {
	const start = MARK.length + 4;
	if (bytes.length < start || MARK.some((byte, i) => bytes[i] !== byte)) {
		throw badModel('it does not begin as a model of Linear Learner');
	}
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const from = start + view.getUint32(MARK.length, true);
	const header = headerOf(bytes.subarray(start, from));
	const count = header.outputs * header.features;
	if (bytes.length !== from + 8 * (count + header.outputs)) throw badModel('its numbers are cut off');
	const numbers = Float64Array.from({ length: count + header.outputs }, (_, i) =>
		view.getFloat64(from + 8 * i, true)
	);
	return {
		predictorType: header.predictor_type as PredictorType,
		loss: header.loss as LinearParameters['loss'],
		features: header.features,
		outputs: header.outputs,
		threshold: header.threshold,
		weights: numbers.slice(0, count),
		biases: numbers.slice(count)
	};
}

function headerOf(bytes: Uint8Array): Header {
	let header: unknown;
	try {
		header = JSON.parse(decodeUtf8(bytes));
	} catch {
		throw badModel('its header is not JSON');
	}
	if (!isHeader(header)) throw badModel('its header has other fields than a model of Linear Learner');
	return header;
}

function isHeader(value: unknown): value is Header {
	if (typeof value !== 'object' || value === null) return false;
	const { format, predictor_type, loss, features, outputs, threshold } = value as Partial<Header>;
	return (
		format === FORMAT &&
		TYPES.some((type) => type === predictor_type) &&
		LOSSES.some((each) => each === loss) &&
		[features, outputs].every((count) => Number.isInteger(count) && count! > 0) &&
		typeof threshold === 'number'
	);
}

/** @param what is wrong, for the message */
export function badModel(what: string): UserError {
	return new UserError('BadModel', `The model cannot be loaded: ${what}.`, {
		hint: 'ModelDataUrl must name the model.tar.gz of a training job of Linear Learner.'
	});
}
