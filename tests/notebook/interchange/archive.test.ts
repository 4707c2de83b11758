import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '#base/errors.ts';
import { isArchive, readArchive, writeArchive, type ArchiveFile } from '#notebook/interchange/archive.ts';

const NOW = Date.UTC(2026, 4, 1);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('an archive', () => {
	test('gives back the files that were put into it', () => {
		const file: fc.Arbitrary<ArchiveFile> = fc.record({
			path: fc.stringMatching(/^[a-zé日._-]{1,12}(\/[a-z ]{1,8})?$/),
			bytes: fc.uint8Array({ maxLength: 300 })
		});
		const files = fc.uniqueArray(file, { selector: ({ path }) => path, maxLength: 8 });
		fc.assert(
			fc.property(files, (given) => {
				const zip = writeArchive(given, NOW);
				expect(isArchive(zip)).toBe(true);
				expect(readArchive('x.zip', zip)).toEqual(given);
			}),
			{ seed: 61, numRuns: 50 }
		);
	});

	test.runIf(hasPython())('of another program is read, packed or not, with a comment', () => {
		const folder = mkdtempSync(join(tmpdir(), 'archive-'));
		const path = join(folder, 'a.zip');
		const script = [
			'import sys, zipfile',
			"z = zipfile.ZipFile(sys.argv[1], 'w')",
			"z.writestr('plain/ü.txt', 'plain', zipfile.ZIP_STORED)",
			"z.writestr('packed.txt', 'packed' * 1000, zipfile.ZIP_DEFLATED)",
			"z.writestr('folder/', '')",
			"z.comment = b'made elsewhere'",
			'z.close()'
		].join('\n');
		try {
			spawnSync('/usr/bin/python3', ['-c', script, path]);
			const files = readArchive('a.zip', readFileSync(path));
			expect(files).toEqual([
				{ path: 'plain/ü.txt', bytes: bytes('plain') },
				{ path: 'packed.txt', bytes: bytes('packed'.repeat(1000)) }
			]);
		} finally {
			rmSync(folder, { recursive: true });
		}
	});

	test.each([
		['nothing', new Uint8Array(0), 'BrokenArchive', /no list of its files at the end/],
		['text', bytes('hello'.repeat(20)), 'BrokenArchive', /no list/],
		[
			'half of one',
			writeArchive([{ path: 'a', bytes: bytes('a') }], NOW).slice(0, 40),
			'BrokenArchive',
			/no list/
		]
	])('that is %s is refused', (_, data, code, message) => {
		expect(() => readArchive('x.zip', data)).toThrow(
			expect.objectContaining({ code, message: expect.stringMatching(message) as string })
		);
	});

	test('with a changed byte in a file is refused by its checksum', () => {
		const zip = writeArchive([{ path: 'a', bytes: bytes('some text that is not packed') }], NOW);
		zip[31 + 5]! ^= 1;
		expect(() => readArchive('x.zip', zip)).toThrow(expect.objectContaining({ code: 'BrokenArchive' }));
	});

	test('that unfolds to more than the page takes is refused, also where one file stands in its list many times', () => {
		const zip = writeArchive([{ path: 'a', bytes: new Uint8Array(900_000) }], NOW);
		expect(() => readArchive('x.zip', listedThrice(zip), 2_000_000)).toThrow(
			expect.objectContaining({
				code: 'ArchiveTooLarge',
				message: expect.stringMatching(/unfolds to more than 2000000 bytes/) as string
			})
		);
	});

	test('that was changed on its way is refused or read, and never breaks the page', () => {
		const zip = writeArchive(
			[
				{ path: 'a.ipynb', bytes: bytes('{}'.repeat(50)) },
				{ path: 'b', bytes: bytes('b') }
			],
			NOW
		);
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.nat(zip.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
				(changes) => {
					const data = zip.slice();
					for (const [at, value] of changes) data[at] = value;
					try {
						readArchive('x.zip', data);
					} catch (error) {
						expect(error).toBeInstanceOf(UserError);
					}
				}
			),
			{ seed: 62, numRuns: 800 }
		);
	});
});

/** The archive with the one line of its list thrice, all of the same bytes. */
function listedThrice(zip: Uint8Array): Uint8Array {
	const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
	const end = zip.length - 22;
	const list = view.getUint32(end + 16, true);
	const line = zip.slice(list, end);
	const tail = zip.slice(end);
	const tailView = new DataView(tail.buffer);
	tailView.setUint16(8, 3, true);
	tailView.setUint16(10, 3, true);
	return new Uint8Array([...zip.slice(0, list), ...line, ...line, ...line, ...tail]);
}

function hasPython(): boolean {
	return spawnSync('/usr/bin/python3', ['-c', 'import zipfile']).status === 0;
}
