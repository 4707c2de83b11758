import { expect, test } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import { files } from '#notebook/sdk/files.ts';
import { scriptedBridge } from './scripted-bridge.ts';

const kernel = scriptedBridge();

test('a file of the lesson comes as text or as bytes', async () => {
	kernel.files = { 'data/a.csv': encodeUtf8('Zürich,1\n') };
	expect(await files.text('data/a.csv')).toBe('Zürich,1\n');
	expect(await files.bytes('data/a.csv')).toEqual(encodeUtf8('Zürich,1\n'));
});

test('a file that is not there rejects as the kernel says', async () => {
	await expect(files.text('data/b.csv')).rejects.toThrow('no file data/b.csv');
});

test('a CSV file comes as records, numeric columns as numbers, gaps in them as NaN', async () => {
	kernel.files = { 'a.csv': encodeUtf8('town,rooms,code\nNahant,6.5,1\n"Lynn, MA",,x\n') };
	expect(await files.csv('a.csv')).toEqual([
		{ town: 'Nahant', rooms: 6.5, code: '1' },
		{ town: 'Lynn, MA', rooms: NaN, code: 'x' }
	]);
});
