import { expect, it } from 'vitest';
import { collectBytes, streamOf } from '#base/byte-stream.ts';
import type { RegionStorage } from '#sim/ports.ts';

/** What every implementation of the storage port promises. `open` gives an empty storage. */
export function itKeepsTheStorageContract(open: () => Promise<RegionStorage>): void {
	it('keeps tables apart, whatever their names begin with', async () => {
		const storage = await open();
		await storage.write([
			{ table: 'job', key: 'a', value: { n: 1 } },
			{ table: 'jobs', key: 'b', value: { n: 2 } },
			{ table: 'job', key: 'c', value: Uint8Array.of(1, 2) }
		]);
		expect(await storage.entries('job')).toEqual([
			['a', { n: 1 }],
			['c', Uint8Array.of(1, 2)]
		]);
		expect(await storage.keys('job')).toEqual(['a', 'c']);
		expect(await storage.get('jobs', 'b')).toEqual({ n: 2 });
		expect(await storage.get('jobs', 'a')).toBeUndefined();
	});

	it('removes an entry whose value is undefined, in the same breath as other changes', async () => {
		const storage = await open();
		await storage.write([{ table: 't', key: 'old', value: 1 }]);
		await storage.write([
			{ table: 't', key: 'old', value: undefined },
			{ table: 't', key: 'new', value: 2 }
		]);
		expect(await storage.entries('t')).toEqual([['new', 2]]);
	});

	it('stores staged bytes with the write that names them, and not before', async () => {
		const storage = await open();
		const staged = await storage.stage(streamOf(Uint8Array.of(1, 2, 3), Uint8Array.of(4)));
		expect(staged.sizeBytes).toBe(4);
		expect(await storage.keys('t')).toEqual([]);
		await storage.write([{ table: 't', key: 'k', value: staged }]);
		expect(await storage.get('t', 'k')).toEqual(Uint8Array.of(1, 2, 3, 4));
		await staged.discard();
		expect(await storage.get('t', 'k')).toEqual(Uint8Array.of(1, 2, 3, 4));
	});

	it('stores nothing of staged bytes that were discarded or whose stream broke', async () => {
		const storage = await open();
		await (await storage.stage(streamOf(Uint8Array.of(1)))).discard();
		await expect(storage.stage(broken())).rejects.toThrow('the line went dead');
		expect(await storage.keys('t')).toEqual([]);
	});

	it('reads any part of bytes, and to the end after they were removed', async () => {
		const storage = await open();
		const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => i % 251);
		await storage.write([{ table: 't', key: 'k', value: bytes }]);
		expect(equalBytes(await part(storage), bytes)).toBe(true);
		expect(await part(storage, 65_530, 65_540)).toEqual(bytes.slice(65_530, 65_540));
		expect(await part(storage, 299_999)).toEqual(bytes.slice(299_999));
		expect(await part(storage, 5, 5)).toEqual(new Uint8Array(0));
		expect(await storage.read('t', 'absent')).toBeUndefined();
		const found = await storage.read('t', 'k');
		await storage.write([{ table: 't', key: 'k', value: undefined }]);
		expect(equalBytes(await collectBytes(found!), bytes)).toBe(true);
	});
}

async function part(storage: RegionStorage, start?: number, end?: number): Promise<Uint8Array> {
	return collectBytes((await storage.read('t', 'k', start, end))!);
}

async function* broken(): AsyncGenerator<Uint8Array, void> {
	yield Uint8Array.of(1);
	throw new Error('the line went dead');
}

/** Comparing large arrays element by element, as `toEqual` does, takes seconds. */
function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
	return Buffer.compare(a, b) === 0;
}
