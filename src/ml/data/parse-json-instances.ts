import { decodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';
import type { Dataset } from './dataset.ts';
import { featuresOf } from './tensor-rows.ts';
import type { TensorValue } from './tensor-value.ts';

/**
 * Rows of a JSON request to SageMaker's first algorithms: `{"instances": […]}`, each instance `{"features": […]}` or
 * `{"data": {"features": {"values": […]}}}`, sparse with `keys` and `shape`. As `lines` each line is an instance.
 * Where any row is sparse the table is.
 * @throws UserError `BadJson` naming the instance (from 0) and the rule
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/cdf-inference.html
 */
export function parseJsonInstances(bytes: Uint8Array, form: 'document' | 'lines'): Dataset {
	const text = decodeUtf8(bytes);
	const rows = instancesOf(text, form).map(tensorOf);
	const features = featuresOf(rows, 'zero', (row, rule) => badJson(`instance ${row} ${rule}`));
	return { ...features, labels: null, weights: null };
}

/**
 * Rows of texts out of such a request: `{"instances": [{"features": ["user_a", "192.168.1.2"]}]}`. Numbers are taken as
 * they are written.
 * @throws UserError `BadJson` naming the instance (from 0) and the rule
 */
export function parseJsonTexts(bytes: Uint8Array, form: 'document' | 'lines'): Dataset {
	const rows = instancesOf(decodeUtf8(bytes), form).map((instance, row) => {
		const features = memberOf(memberOf(instance, 'data'), 'features') ?? memberOf(instance, 'features');
		const cells = Array.isArray(features) ? features : memberOf(features, 'values');
		const isText = (cell: unknown): boolean => typeof cell === 'string' || typeof cell === 'number';
		if (!Array.isArray(cells) || !cells.every(isText)) {
			throw badJson(`instance ${row} has no list of texts under «features»`);
		}
		return cells.map(String);
	});
	const columns = rows[0]?.length ?? 0;
	const odd = rows.findIndex(({ length }) => length !== columns);
	if (odd >= 0)
		throw badJson(`instance ${odd} has ${rows[odd]!.length} features, and another has ${columns}`);
	return {
		rows: rows.length,
		columns,
		x: new Float32Array(0),
		texts: rows.flat(),
		labels: null,
		weights: null
	};
}

function instancesOf(text: string, form: 'document' | 'lines'): readonly unknown[] {
	if (form === 'lines') {
		return text
			.split('\n')
			.filter((line) => line.trim() !== '')
			.map(parse);
	}
	const instances = memberOf(parse(text), 'instances');
	if (!Array.isArray(instances)) throw badJson('it has no list «instances»');
	return instances;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw badJson('it is not JSON');
	}
}

function tensorOf(instance: unknown, row: number): TensorValue {
	const features = memberOf(memberOf(instance, 'data'), 'features') ?? memberOf(instance, 'features');
	const values = numbersOf(Array.isArray(features) ? features : memberOf(features, 'values'));
	if (!values) throw badJson(`instance ${row} has no list of numbers under «features»`);
	const keys = memberOf(features, 'keys');
	if (keys === undefined || Array.isArray(features)) {
		return { values: Float64Array.from(values), keys: null, size: null };
	}
	const places = numbersOf(keys);
	const shape = numbersOf(memberOf(features, 'shape'));
	if (!places || places.length !== values.length || places.some((key) => !isPlace(key))) {
		throw badJson(`instance ${row} needs in «keys» a place from 0 for each of its values`);
	}
	if (!shape || shape.length !== 1 || !isPlace(shape[0]!)) {
		throw badJson(`instance ${row} needs «shape», a list of its one width`);
	}
	return { values: Float64Array.from(values), keys: places, size: shape[0]! };
}

function isPlace(value: number): boolean {
	return Number.isInteger(value) && value >= 0 && value < 2 ** 32;
}

function memberOf(value: unknown, name: string): unknown {
	if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
	return (value as Record<string, unknown>)[name];
}

function numbersOf(value: unknown): number[] | null {
	if (!Array.isArray(value) || value.some((each) => typeof each !== 'number')) return null;
	return value as number[];
}

function badJson(rule: string): UserError {
	return new UserError('BadJson', `The request cannot be read: ${rule}.`, {
		hint: 'Send {"instances": [{"features": [1.5, 2]}]}, a list of features for each row.'
	});
}
