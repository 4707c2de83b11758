import type { Rng } from '#base/rng.ts';
import { LinearKernel } from '#ml/wasm/linear.ts';
import { activeColumns, prepare, type Features } from './features.ts';
import { lossNameOf, type LinearHyperparameters } from './hyperparameters.ts';
import { lossOf, type Loss, type LossOptions } from './losses.ts';
import { fitScaler, type Scaler } from './scaler.ts';
import { refuseMissing, type Labelled, type TrainingData } from './training-data.ts';

/** Rows as they are learnt from, with their labels in the units of the margins. */
export interface Rows {
	readonly features: Features;
	readonly labels: Float64Array;
}

/** The data of a training run, ready to be learnt from. */
export interface Setup {
	readonly loss: Loss;
	/** What it was made from. */
	readonly lossOptions: LossOptions;
	/** 1, or one for each class. */
	readonly outputs: number;
	/** What a loss is multiplied by to be in the label's own units. */
	readonly lossUnit: number;
	readonly labelShift: number;
	readonly labelScale: number;
	readonly scaler: Scaler;
	readonly active: Uint32Array;
	/** Holds the rows that are not sparse. */
	readonly kernel: LinearKernel;
	/** In the order that was drawn. */
	readonly train: Rows;
	readonly validation: Rows | null;
}

/**
 * Draws the order of the rows, moves and stretches features and label by the means and deviations of the first
 * `num_point_for_scaler` of them.
 * @throws UserError `MissingValue` for dense training rows
 */
export function setUp(data: TrainingData, p: LinearHyperparameters, rng: Rng): Setup {
	const { train, validation } = data;
	const order = rng.shuffle(indexesOf(train));
	const sample = order.subarray(0, p.num_point_for_scaler);
	const hasBias = p.use_bias === 'true';
	const kernel = new LinearKernel();
	const wanted = {
		normalise: p.normalize_data !== 'false',
		unbias: p.unbias_data === 'auto' ? hasBias && !train.sparse : p.unbias_data === 'true'
	};
	const scaler = fitScaler(train, sample, wanted, kernel);
	const active = activeColumns(scaler);
	const { shift, scale } = fitLabel(train, sample, p);
	const name = lossNameOf(p);
	const outputs = name === 'softmax_loss' ? p.num_classes! : 1;
	const lossOptions: LossOptions = {
		name,
		margin: p.margin,
		quantile: p.quantile,
		insensitivity: p.loss_insensitivity,
		huberDelta: p.huber_delta,
		classes: outputs,
		unit: scale
	};
	const loss = lossOf(lossOptions);
	const rowsOf = (table: Labelled, indexes: Uint32Array): Rows =>
		withLabels(prepare(table, indexes, scaler, active, kernel), indexes, table.labels, shift, scale);
	const rows = rowsOf(train, order);
	if (rows.features.placed?.areFinite === false) refuseMissing('train', train);
	return {
		loss,
		lossOptions,
		outputs,
		lossUnit: scale ** loss.power,
		labelShift: shift,
		labelScale: scale,
		scaler,
		active,
		kernel,
		train: rows,
		validation: validation && rowsOf(validation, rng.shuffle(indexesOf(validation)))
	};
}

/** Another table, moved and stretched in the same way. */
export function rowsLike({ scaler, active, kernel, labelShift, labelScale }: Setup, table: Labelled): Rows {
	const indexes = indexesOf(table);
	const features = prepare(table, indexes, scaler, active, kernel);
	return withLabels(features, indexes, table.labels, labelShift, labelScale);
}

function withLabels(
	features: Features,
	indexes: Uint32Array,
	labels: Float32Array,
	shift: number,
	scale: number
): Rows {
	const moved = new Float64Array(indexes.length);
	for (let i = 0; i < indexes.length; i++) moved[i] = (labels[indexes[i]!]! - shift) / scale;
	features.placed?.placeLabels(moved);
	return { features, labels: moved };
}

function indexesOf({ rows }: Labelled): Uint32Array {
	const indexes = new Uint32Array(rows);
	for (let i = 0; i < rows; i++) indexes[i] = i;
	return indexes;
}

function fitLabel(
	{ labels }: Labelled,
	sample: Uint32Array,
	p: LinearHyperparameters
): { shift: number; scale: number } {
	if (p.predictor_type !== 'regressor') return { shift: 0, scale: 1 };
	let mean = 0;
	for (const row of sample) mean += labels[row]! / sample.length;
	let variance = 0;
	for (const row of sample) variance += (labels[row]! - mean) ** 2 / sample.length;
	const deviation = Math.sqrt(variance);
	const isConstant = !(deviation > 1e-12 * Math.abs(mean));
	const unbias = p.unbias_label === 'auto' ? p.use_bias === 'true' : p.unbias_label === 'true';
	return {
		shift: unbias ? mean : 0,
		scale: p.normalize_label === 'false' || isConstant ? 1 : deviation
	};
}
