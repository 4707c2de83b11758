import { expect, test } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import { files, sleep, tarGz, untarGz } from '#notebook/sdk/sagebrush.ts';
import { TEST_EPOCH } from '#tests/support/instant-clock.ts';
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

test('sleep passes simulated seconds', async () => {
	await sleep(90);
	expect(kernel.now).toBe(TEST_EPOCH + 90_000);
});

test('an archive gives back what was packed, and other bytes are no archive', () => {
	const archive = tarGz({ 'xgboost-model': Uint8Array.of(1, 2, 3), 'code/inference.py': 'pass\n' });
	expect(untarGz(archive)).toEqual({
		'xgboost-model': Uint8Array.of(1, 2, 3),
		'code/inference.py': encodeUtf8('pass\n')
	});
	expect(() => untarGz(encodeUtf8('plain'))).toThrow('The archive cannot be unpacked: it is not gzip');
});
