import { decodeUtf8 } from '#base/bytes.ts';
import { readFields, type Field } from '#ml/data/protobuf-wire.ts';
import { readRecordIo } from '#ml/data/record-io.ts';
import { readTensor } from '#ml/data/tensor-value.ts';

/** The labels of each record of a recordIO-protobuf answer, by name. */
export function labelsOf(bytes: Uint8Array): Record<string, number[]>[] {
	return readRecordIo(bytes, 'answer').map((record) => {
		const entries = readFields(record)!.map(({ bytes: entry }) => readFields(entry) as Field[]);
		return Object.fromEntries(
			entries.map(([key, value]) => {
				const tensor = readTensor(value!.bytes);
				if (tensor === null || typeof tensor === 'string') throw new Error(`No tensor: ${String(tensor)}`);
				return [decodeUtf8(key!.bytes), [...tensor.values]];
			})
		);
	});
}
