import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import { parseCsv, sniffDelimiter, type CsvOptions } from '#ml/data/parse-csv.ts';
import { toCsv } from '#ml/data/to-csv.ts';

const read = (text: string, options: Partial<CsvOptions> = {}): ReturnType<typeof parseCsv> =>
	parseCsv(encodeUtf8(text), { file: 'train.csv', label: 'first', ...options });

/** The error that reading throws, as plain fields. */
function failure(
	text: string,
	options?: Partial<CsvOptions>
): { message: string; hint: string; code: string } {
	try {
		read(text, options);
	} catch (error) {
		return error as { message: string; hint: string; code: string };
	}
	throw new Error('it was read');
}

test('the label comes first, the features behind it', () => {
	const data = read('24,6.5,4.98\n21.6,6.4,9.14\n');
	expect(data).toMatchObject({ rows: 2, columns: 2, weights: null });
	expect(Array.from(data.labels!)).toEqual([24, Math.fround(21.6)]);
	expect(Array.from(data.x)).toEqual([6.5, 4.98, 6.4, 9.14].map(Math.fround));
});

test('without a label every column is a feature', () => {
	expect(read('1,2\n3,4', { label: 'none' })).toMatchObject({ rows: 2, columns: 2, labels: null });
});

test('with weights the second column is the weight', () => {
	const data = read('1,0.8,0.5,2.0\n', { weights: true });
	expect(data.columns).toBe(2);
	expect(Array.from(data.weights!)).toEqual([Math.fround(0.8)]);
});

test('an empty cell and nan are missing', () => {
	expect(Array.from(read('1,,NaN,\r\n').x)).toEqual([NaN, NaN, NaN]);
});

test('empty lines, CRLF, spaces, a byte-order mark and a missing last line end do no harm', () => {
	const data = read('\uFEFF1, 2\r\n\r\n3 ,4');
	expect(Array.from(data.labels!)).toEqual([1, 3]);
	expect(Array.from(data.x)).toEqual([2, 4]);
});

test('no bytes give an empty table', () => {
	expect(read('')).toMatchObject({ rows: 0, columns: 0 });
});

test('whatever toCsv writes is read back to 32 bits', () => {
	const cell = fc.oneof(fc.float({ noNaN: true, noDefaultInfinity: true }), fc.constant(NaN), fc.integer());
	fc.assert(
		fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 20 }), (rows) => {
			const read = parseCsv(encodeUtf8(toCsv(rows)), { file: 'x', label: 'none' });
			// Text has no negative zero.
			expect(read.x).toEqual(Float32Array.from(rows.flat(), (value) => value + 0));
		}),
		{ seed: 11, numRuns: 200 }
	);
});

test('a table grows beyond the first guess of its size', () => {
	const rows = Array.from({ length: 5000 }, (_, i) => [i, i % 7, 0.5]);
	expect(read(toCsv(rows)).x.length).toBe(10000);
});

describe('errors name file, line, column and text', () => {
	test('for text in a cell', () => {
		expect(failure('1,2\n3,abc\n')).toMatchObject({
			code: 'BadCsv',
			message:
				'train.csv, line 2, column 2: "abc" is not a number. Every cell must be a finite decimal number or empty.'
		});
	});

	test('for a header row, with the hint that SageMaker wants none', () => {
		const { message, hint } = failure('medv,rm\n24,6.5\n');
		expect(message).toContain('line 1, column 1: "medv"');
		expect(hint).toContain("SageMaker's CSV has no header row");
	});

	test('for rows of different widths', () => {
		expect(failure('1,2,3\n4,5\n').message).toBe(
			'train.csv, line 2: the row has 2 columns, but every row must have 3 as the first one has.'
		);
	});

	test('for a label without features', () => {
		expect(failure('1\n2\n').message).toContain('rows have 1 column(s)');
	});

	test.each(['inf', '1e39', '0x10', '1_000', '--1', '1e', '.', '"5"', '1 2'])(
		'for %s, which is no number here',
		(cell) => {
			expect(failure(`1,${cell},3`, { delimiter: ',' }).code).toBe('BadCsv');
		}
	);
});

test.each([
	['1,2', ','],
	['1;2,5;3', ';'],
	['1\t2', '\t'],
	['1|2', '|'],
	['1 2', ' '],
	['7', ',']
])('the delimiter of %j is %j', (text, delimiter) => {
	expect(sniffDelimiter(encodeUtf8(text))).toBe(delimiter);
});
