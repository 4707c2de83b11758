import { encodeUtf8 } from '#base/bytes.ts';
import { CompactWriter, type Field } from './thrift.ts';

/** A column of optional values; timestamps are milliseconds since the epoch. */
export interface Column {
	readonly name: string;
	readonly kind: 'int64' | 'double' | 'utf8' | 'boolean' | 'timestamp';
	/** Null: no value. */
	readonly values: readonly (bigint | number | string | boolean | null)[];
}

/** Physical and converted types of Parquet's format. */
const TYPES = {
	boolean: { type: 0, converted: undefined },
	int64: { type: 2, converted: undefined },
	timestamp: { type: 2, converted: 9 },
	double: { type: 5, converted: undefined },
	utf8: { type: 6, converted: 0 }
} as const;

const MAGIC = 'PAR1';
const PLAIN = 0;
const RLE = 3;
const OPTIONAL = 1;
const UNCOMPRESSED = 0;

/**
 * A Parquet file of one row group, one plain page for each column.
 * @param columns of equal length
 * @see https://parquet.apache.org/docs/file-format/
 */
export function writeParquet(columns: readonly Column[]): Uint8Array {
	const rows = columns[0]?.values.length ?? 0;
	const parts: Uint8Array[] = [encodeUtf8(MAGIC)];
	let offset = MAGIC.length;
	const chunks = columns.map((column) => {
		const page = pageOf(column);
		parts.push(page);
		const chunk = { column, offset, size: page.length };
		offset += page.length;
		return chunk;
	});
	const footer = footerOf(chunks, rows);
	const length = new Uint8Array(4);
	new DataView(length.buffer).setUint32(0, footer.length, true);
	return concat([...parts, footer, length, encodeUtf8(MAGIC)]);
}

interface Chunk {
	readonly column: Column;
	readonly offset: number;
	readonly size: number;
}

function pageOf({ kind, values }: Column): Uint8Array {
	const present = values.filter((value) => value !== null);
	const body = concat([levelsOf(values), ...bodyOf(kind, present)]);
	const header = new CompactWriter().struct([
		[1, 'i32', 0],
		[2, 'i32', body.length],
		[3, 'i32', body.length],
		[
			5,
			'struct',
			[
				[1, 'i32', values.length],
				[2, 'i32', PLAIN],
				[3, 'i32', RLE],
				[4, 'i32', RLE]
			]
		]
	]);
	return concat([header.bytes(), body]);
}

/** Which values are there: one bit each, in a bit-packed run. */
function levelsOf(values: Column['values']): Uint8Array {
	const groups = Math.ceil(values.length / 8);
	const bits = new Uint8Array(groups);
	values.forEach((value, i) => {
		if (value !== null) bits[i >> 3]! |= 1 << (i & 7);
	});
	const run = concat([new CompactWriter().varint(BigInt(groups) * 2n + 1n).bytes(), bits]);
	const length = new Uint8Array(4);
	new DataView(length.buffer).setUint32(0, run.length, true);
	return concat([length, run]);
}

function bodyOf(kind: Column['kind'], values: readonly unknown[]): Uint8Array[] {
	if (kind === 'utf8') {
		return values.flatMap((value) => {
			const text = encodeUtf8(String(value));
			const length = new Uint8Array(4);
			new DataView(length.buffer).setUint32(0, text.length, true);
			return [length, text];
		});
	}
	if (kind === 'boolean') {
		const bits = new Uint8Array(Math.ceil(values.length / 8));
		values.forEach((value, i) => {
			if (value === true) bits[i >> 3]! |= 1 << (i & 7);
		});
		return [bits];
	}
	const bytes = new Uint8Array(8 * values.length);
	const view = new DataView(bytes.buffer);
	values.forEach((value, i) => {
		if (kind === 'double') view.setFloat64(8 * i, Number(value), true);
		else view.setBigInt64(8 * i, BigInt(value as bigint | number), true);
	});
	return [bytes];
}

function footerOf(chunks: readonly Chunk[], rows: number): Uint8Array {
	const root: Field[] = [
		[4, 'string', 'schema'],
		[5, 'i32', chunks.length]
	];
	const leaves = chunks.map(({ column }): Field[] => {
		const { type, converted } = TYPES[column.kind];
		const annotation: Field[] = converted === undefined ? [] : [[6, 'i32', converted]];
		return [[1, 'i32', type], [3, 'i32', OPTIONAL], [4, 'string', column.name], ...annotation];
	});
	const size = chunks.reduce((sum, chunk) => sum + chunk.size, 0);
	const rowGroup: Field[] = [
		[1, 'structs', chunks.map(columnChunk)],
		[2, 'i64', size],
		[3, 'i64', rows]
	];
	return new CompactWriter()
		.struct([
			[1, 'i32', 1],
			[2, 'structs', [root, ...leaves]],
			[3, 'i64', rows],
			[4, 'structs', [rowGroup]],
			[6, 'string', 'sagebrush']
		])
		.bytes();
}

function columnChunk({ column, offset, size }: Chunk): Field[] {
	return [
		[2, 'i64', offset],
		[
			3,
			'struct',
			[
				[1, 'i32', TYPES[column.kind].type],
				[2, 'i32s', [PLAIN, RLE]],
				[3, 'strings', [column.name]],
				[4, 'i32', UNCOMPRESSED],
				[5, 'i64', column.values.length],
				[6, 'i64', size],
				[7, 'i64', size],
				[9, 'i64', offset]
			]
		]
	];
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}
