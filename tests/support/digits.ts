import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Dataset } from '#ml/data/dataset.ts';
import { parseCsv } from '#ml/data/parse-csv.ts';

/** 1,797 pictures of handwritten digits, 8 · 8 pixels from 0 to 16; the label is the digit. */
export function digits(): Dataset {
	const file = new URL('../golden/data/digits8x8/digits.csv.gz', import.meta.url);
	const text = gunzipSync(readFileSync(file));
	const header = text.indexOf(10) + 1;
	return parseCsv(text.subarray(header), { file: 'digits.csv', label: 'first' });
}
