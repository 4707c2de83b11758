import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAccountFile, writeAccountFile } from '#server/account-file.ts';
import { openFileStorage } from '#server/storage/file-storage.ts';
import { temporaryFolder } from '#tests/support/temporary-folder.ts';

/** A folder with one bucket and bytes of both kinds. */
async function account(): Promise<string> {
	const folder = temporaryFolder();
	const storage = await openFileStorage(folder);
	await storage.write([
		{ table: 'buckets', key: 'b', value: { name: 'b' } },
		{ table: 'bytes', key: 'small', value: Uint8Array.of(1, 2) },
		{ table: 'bytes', key: 'large', value: new Uint8Array(600_000).fill(3) }
	]);
	await storage.close();
	return folder;
}

describe('an account as a file', () => {
	it('comes out of one folder and into another, in the place of what was there', async () => {
		const zip = join(temporaryFolder(), 'account.zip');
		expect(await writeAccountFile(await account(), zip)).toBeGreaterThan(600_000);
		const to = temporaryFolder();
		const before = await openFileStorage(to);
		await before.write([{ table: 'buckets', key: 'other', value: { name: 'other' } }]);
		await before.close();
		await readAccountFile(to, zip);
		const after = await openFileStorage(to);
		expect(await after.keys('buckets')).toEqual(['b']);
		expect(await after.get('bytes', 'small')).toEqual(Uint8Array.of(1, 2));
		const large = (await after.get('bytes', 'large')) as Uint8Array;
		expect(Buffer.compare(large, new Uint8Array(600_000).fill(3))).toBe(0);
		await after.close();
	});

	it('changes nothing when the file is no account, or not there', async () => {
		const folder = await account();
		const wrong = join(temporaryFolder(), 'wrong.zip');
		writeFileSync(wrong, 'x'.repeat(100));
		await expect(readAccountFile(folder, wrong)).rejects.toMatchObject({ code: 'BadAccountArchive' });
		await expect(readAccountFile(folder, `${wrong}.not`)).rejects.toMatchObject({ code: 'ENOENT' });
		const storage = await openFileStorage(folder);
		expect(await storage.keys('buckets')).toEqual(['b']);
		await storage.close();
	});

	it('leaves no half of a file behind', async () => {
		const place = temporaryFolder();
		await expect(writeAccountFile(await account(), join(place, 'none', 'a.zip'))).rejects.toThrow();
		expect(existsSync(join(place, 'none'))).toBe(false);
		await writeAccountFile(await account(), join(place, 'a.zip'));
		expect(readdirSync(place)).toEqual(['a.zip']);
	});
});
