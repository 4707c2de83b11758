import { expect, test } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import { parseLibsvm } from '#ml/data/parse-libsvm.ts';

const read = (text: string, label: 'first' | 'none' = 'first'): ReturnType<typeof parseLibsvm> =>
	parseLibsvm(encodeUtf8(text), { file: 'train.libsvm', label });

test('indexes count from 0 and what is not named is missing', () => {
	const data = read('1 0:0.5 2:3\n0 1:-2 # comment\n\n');
	expect(data).toMatchObject({ rows: 2, columns: 3, weights: null });
	expect(Array.from(data.x)).toEqual([0.5, NaN, 3, NaN, -2, NaN]);
	expect(Array.from(data.labels!)).toEqual([1, 0]);
});

test('a label may carry a weight; rows without one weigh 1', () => {
	expect(Array.from(read('1:0.5 0:1\n0 0:2').weights!)).toEqual([0.5, 1]);
});

test('at inference a row may have a label or none', () => {
	const data = read('0:1 1:2\n5 1:7', 'none');
	expect(data.labels).toBeNull();
	expect(Array.from(data.x)).toEqual([1, 2, NaN, 7]);
});

test('no bytes give an empty table', () => {
	expect(read('')).toMatchObject({ rows: 0, columns: 0 });
});

test('comma text is refused with the hint to say text/csv', () => {
	expect(() => read('24,6.5,4.98')).toThrow(
		expect.objectContaining({
			code: 'BadLibsvm',
			message: 'train.libsvm, line 1, column 1: "24,6.5,4.98" must be a label, a number.',
			hint: expect.stringContaining('text/csv') as string
		})
	);
});

test.each([
	['1 a:2', 'column 2: "a:2"'],
	['1 -1:2', 'column 2: "-1:2"'],
	['1 0:2 7', 'column 3: "7"'],
	['1 1.5:2', 'column 2: "1.5:2"'],
	['1:-2 0:1', 'column 1: "1:-2"']
])('%s is refused at %s', (text, place) => {
	expect(() => read(`0 0:1\n${text}`)).toThrow(`line 2, ${place}`);
});

test('an index that would need gigabytes is refused', () => {
	expect(() => read('1 4000000000:1')).toThrow('more than 2^28 cells');
});

test('many wide rows of few cells stay sparse, by rising column, the later of two and no NaN among them', () => {
	const lines = Array.from({ length: 20 }, (_, row) => `${row} 999999:1 5:2 7:nan 5:3`).join('\n');
	const data = read(lines);
	expect(data).toMatchObject({ rows: 20, columns: 1_000_000 });
	expect(data.x).toHaveLength(0);
	expect(Array.from(data.sparse!.starts.subarray(0, 3))).toEqual([0, 2, 4]);
	expect(Array.from(data.sparse!.places.subarray(0, 2))).toEqual([5, 999_999]);
	expect(Array.from(data.sparse!.values.subarray(0, 2))).toEqual([3, 1]);
});

test('a table is as wide as it is asked to be at least', () => {
	const bytes = encodeUtf8('0:1');
	expect(parseLibsvm(bytes, { file: 'request', label: 'none', columns: 3 }).columns).toBe(3);
	expect(parseLibsvm(bytes, { file: 'request', label: 'none', columns: 0 }).columns).toBe(1);
});
