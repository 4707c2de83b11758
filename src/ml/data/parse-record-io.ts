import { decodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';
import type { Dataset } from './dataset.ts';
import { featuresOf } from './tensor-rows.ts';
import { BYTES, readFields, type Field } from './protobuf-wire.ts';
import { readRecordIo } from './record-io.ts';
import type { Absent } from './sparse-rows.ts';
import { readTensor, type TensorValue } from './tensor-value.ts';

/** Field numbers of `aialgs.data.Record`, and of an entry of its maps. */
const FEATURES = 1;
const LABEL = 2;
const MAP_KEY = 1;
const MAP_VALUE = 2;
/** The one name under which SageMaker's algorithms look for numbers. */
const NUMBERS = 'values';

/**
 * Reads recordIO-protobuf: one row a record, features and label under the name `values`, as 32-bit or 64-bit floats or
 * 32-bit whole numbers.
 * @param options.label `first`: every record must have a label; `none`: one that is there is dropped
 * @param options.absent what a sparse row leaves out; default `missing`, as XGBoost reads it: the table is sparse then where
 * it would take much memory else. With `zero` sparse rows give a sparse table.
 * @throws UserError `BadRecordIO` naming file, record (from 0) and rule
 */
export function parseRecordIo(
	bytes: Uint8Array,
	options: {
		readonly file: string;
		readonly label: 'first' | 'none';
		readonly absent?: Absent;
	}
): Dataset {
	const { file, label, absent = 'missing' } = options;
	const rows: TensorValue[] = [];
	const labels: number[] = [];
	for (const [record, message] of readRecordIo(bytes, file).entries()) {
		const fail = (rule: string): UserError => badRecord(file, record, rule);
		const fields = readFields(message);
		if (!fields) throw fail('is no protobuf message');
		rows.push(numbersOf(fields, FEATURES, fail) ?? noFeatures(fail));
		if (label === 'none') continue;
		const value = numbersOf(fields, LABEL, fail)?.values[0];
		if (value === undefined || Number.isNaN(value)) throw fail('has no label');
		labels.push(value);
	}
	return {
		...featuresOf(rows, absent, (row, rule) => badRecord(file, row, rule)),
		labels: label === 'first' ? Float32Array.from(labels) : null,
		weights: null
	};
}

/** The tensor under the name `values` of one of a record's maps; null where the map is empty. */
function numbersOf(
	fields: readonly Field[],
	map: number,
	fail: (rule: string) => UserError
): TensorValue | null {
	const entries = fields.filter(({ number, kind }) => number === map && kind === BYTES);
	for (const entry of entries) {
		const inside = readFields(entry.bytes);
		const key = inside?.find(({ number }) => number === MAP_KEY);
		const value = inside?.find(({ number }) => number === MAP_VALUE);
		if (!inside || !key || decodeUtf8(key.bytes) !== NUMBERS) continue;
		const tensor = value ? readTensor(value.bytes) : null;
		if (tensor === 'bytes') throw fail('has bytes where numbers are needed');
		if (!tensor) throw fail('has no proper tensor under the name «values»');
		return tensor;
	}
	if (entries.length > 0) throw fail('has no entry of the name «values»');
	return null;
}

function noFeatures(fail: (rule: string) => UserError): never {
	throw fail('has no features');
}

function badRecord(file: string, record: number, rule: string): UserError {
	return new UserError('BadRecordIO', `${file}, record ${record}: it ${rule}.`, {
		hint: 'A record is the protobuf message aialgs.data.Record with features["values"] and label["values"]. `toRecordIo` of the module ml writes such files.'
	});
}
