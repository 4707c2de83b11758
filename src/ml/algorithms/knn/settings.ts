import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import { badModel } from './bad-model.ts';
import type { KnnHyperparameters } from './hyperparameters.ts';
import type { ProjectionPlan } from './projection.ts';

/** What `model_algo-1.json` says: how the index is asked. `k`, `predictor_type` and `nprobe` may be changed before hosting. */
export interface Settings {
	readonly k: number;
	readonly predictorType: KnnHyperparameters['predictor_type'];
	readonly features: number;
	readonly normalise: boolean;
	readonly projection: ProjectionPlan | null;
	/** Cells that an IVF index looks at; null for other indexes. */
	readonly probes: number | null;
}

const VERSION = '1.0';

export function writeSettings({
	k,
	predictorType,
	features,
	normalise,
	projection,
	probes
}: Settings): Uint8Array {
	const reduction = projection && {
		type: projection.type,
		target: projection.target,
		seed: projection.seed
	};
	const fields = {
		version: VERSION,
		k,
		predictor_type: predictorType,
		feature_dim: features,
		normalize: normalise,
		dimension_reduction: reduction,
		...(probes !== null && { nprobe: probes })
	};
	return encodeUtf8(`${JSON.stringify(fields, null, '\t')}\n`);
}

/** @throws UserError `BadModel` that names the member */
export function readSettings(bytes: Uint8Array): Settings {
	const fields = membersOf(bytes);
	const { predictor_type: predictorType, normalize } = fields;
	if (fields['version'] !== VERSION) throw wrong('version', `"${VERSION}"`, fields['version']);
	if (predictorType !== 'classifier' && predictorType !== 'regressor') {
		throw wrong('predictor_type', 'classifier or regressor', predictorType);
	}
	if (typeof normalize !== 'boolean') throw wrong('normalize', 'true or false', normalize);
	const features = count(fields, 'feature_dim');
	return {
		k: count(fields, 'k'),
		predictorType,
		features,
		normalise: normalize,
		projection: projectionOf(fields['dimension_reduction'], features),
		probes: fields['nprobe'] === undefined ? null : count(fields, 'nprobe')
	};
}

function membersOf(bytes: Uint8Array): Record<string, unknown> {
	let fields: unknown;
	try {
		fields = JSON.parse(decodeUtf8(bytes));
	} catch {
		throw badModel('model_algo-1.json is not JSON');
	}
	if (!isObject(fields)) throw badModel('model_algo-1.json is no object');
	return fields;
}

function projectionOf(value: unknown, features: number): ProjectionPlan | null {
	if (value === null) return null;
	if (!isObject(value)) throw wrong('dimension_reduction', 'null or an object', value);
	const { type, seed } = value;
	if (type !== 'sign' && type !== 'fjlt') throw wrong('dimension_reduction.type', 'sign or fjlt', type);
	if (typeof seed !== 'number') throw wrong('dimension_reduction.seed', 'a number', seed);
	return { type, target: count(value, 'target'), seed, features };
}

function count(fields: Record<string, unknown>, name: string): number {
	const value = fields[name];
	if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1) return value;
	throw wrong(name, 'a whole number, at least 1', value);
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(name: string, rule: string, value: unknown): Error {
	return badModel(
		`${name} in model_algo-1.json must be ${rule}, and is ${JSON.stringify(value) ?? 'missing'}`
	);
}
