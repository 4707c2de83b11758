import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describe, expect, it } from 'vitest';
import { collectBytes, streamOf } from '#base/byte-stream.ts';
import { encodeUtf8 } from '#base/bytes.ts';
import { readZip } from '#engine/account/zip-reader.ts';
import { ZipWriter } from '#engine/account/zip-writer.ts';
import { output, pythonLacks } from '#tests/support/python.ts';
import { temporaryFolder } from '#tests/support/temporary-folder.ts';

/** More than the plain fields of a zip can count. */
const MANY = 70_000;

async function* manyEntries(): AsyncGenerator<Uint8Array, void> {
	const zip = new ZipWriter();
	for (let i = 0; i < MANY; i++) {
		yield* zip.addStream(`bytes/${i}`, () => Promise.resolve(streamOf(encodeUtf8(String(i)))));
	}
	yield* zip.end();
}

describe('a zip of more than 65,535 entries', () => {
	it('comes back entry by entry', async () => {
		let [count, isSame] = [0, true];
		for await (const { name, pieces } of readZip(manyEntries())) {
			const text = new TextDecoder().decode(await collectBytes(pieces));
			isSame &&= name === `bytes/${count}` && text === String(count);
			count++;
		}
		expect([count, isSame]).toEqual([MANY, true]);
	});

	const lacks = pythonLacks('zipfile');
	it.skipIf(lacks)(`is read by Python’s zipfile${lacks ? ` (${lacks})` : ''}`, async () => {
		const file = join(temporaryFolder(), 'many.zip');
		await pipeline(Readable.from(manyEntries()), createWriteStream(file));
		const look =
			'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(z.testzip(), len(z.namelist()), z.read("bytes/69999"))';
		expect(await output('python3', ['-c', look, file])).toBe(`None ${MANY} b'69999'\n`);
	});
});

describe('an entry of Zip64', () => {
	it('is read by the lengths of its extra field', async () => {
		const zip = new ZipWriter();
		const parts = [...zip.add('a', encodeUtf8('long')), ...zip.end()];
		const plain = parts[0]!;
		const view = new DataView(plain.buffer);
		// The same header as a writer gives it who does not know the length beforehand: 64-bit lengths for a short entry.
		const extra = new Uint8Array(24);
		const sizes = new DataView(extra.buffer);
		sizes.setUint16(0, 0xcafe, true);
		sizes.setUint16(4, 1, true);
		sizes.setUint16(6, 16, true);
		sizes.setBigUint64(8, BigInt(view.getUint32(22, true)), true);
		sizes.setBigUint64(16, BigInt(view.getUint32(18, true)), true);
		view.setUint32(18, 0xffffffff, true);
		view.setUint32(22, 0xffffffff, true);
		view.setUint16(28, extra.length, true);
		const whole = Buffer.concat([plain, extra, ...parts.slice(1)]);
		for await (const { name, pieces } of readZip(streamOf(whole))) {
			expect([name, new TextDecoder().decode(await collectBytes(pieces))]).toEqual(['a', 'long']);
		}
		expect.assertions(1);
	});
});
