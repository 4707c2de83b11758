import { MessageChannel } from 'node:worker_threads';
import { afterEach, expect, it } from 'vitest';
import { Peer, type Wire } from '#engine/rpc.ts';
import type { TypesContract } from '#notebook/types/contract.ts';
import { serveTypes } from '#notebook/types/serve-types.ts';
import { TypesClient } from '#notebook/types/types-client.ts';
import type { TypePacks } from '#notebook/types/type-pack.ts';

/** A language with little in it, and one module. */
const TINY: TypePacks = {
	index: { modules: { ml: { entry: '/src/ml/index.d.ts', packs: ['ours'] } }, packages: {} },
	packs: {
		globals: {
			files: {
				'/globals.d.ts': 'declare const Maths: { sqrt(x: number): number };',
				'/lib/lib.es2023.d.ts': `interface Number { toFixed(digits?: number): string }
interface Array<T> { length: number } interface Boolean {} interface CallableFunction {} interface Function {}
interface IArguments {} interface NewableFunction {} interface Object {} interface RegExp {} interface String {}`
			}
		},
		ours: {
			files: { '/src/ml/index.d.ts': 'export declare function rmse(a: number[], b: number[]): number;' }
		},
		plot: { files: {} }
	}
};

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

/** A client of a service that runs here, and the names of the packs that it has read. */
function connect(): { readonly client: TypesClient; readonly read: readonly string[] } {
	const { index, packs } = TINY;
	const { port1, port2 } = new MessageChannel();
	const read: string[] = [];
	const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
	new Peer<TypesContract, Record<never, never>>(
		port2 as unknown as Wire,
		serveTypes((url) => {
			read.push(url);
			return Promise.resolve(packs[url]!);
		}, turn)
	);
	const worker = Object.assign(port1, { terminate: () => port1.close() });
	const packUrls = Object.fromEntries(Object.keys(packs).map((name) => [name, name]));
	const client = new TypesClient(worker as unknown as Worker, { index, packUrls });
	ends.push(() => client.close());
	return { client, read };
}

it('answers about the cells as they are when it is asked', async () => {
	const { client } = connect();
	const before = await client.ask('complete', { cell: 'b', offset: 2 }, [{ id: 'b', text: 'n.' }]);
	expect(before?.items ?? []).toEqual([]);
	const after = await client.ask('complete', { cell: 'b', offset: 2 }, [
		{ id: 'a', text: 'const n = 1;' },
		{ id: 'b', text: 'n.' }
	]);
	expect(after?.items.map(({ label }) => label)).toContain('toFixed');
});

it('drops what its asker no longer wants, and goes on with the rest', async () => {
	const { client } = connect();
	const cells = [{ id: 'a', text: 'Maths.' }];
	const impatient = new AbortController();
	const dropped = client.ask('complete', { cell: 'a', offset: 6 }, cells, impatient.signal);
	const wanted = client.ask('complete', { cell: 'a', offset: 6 }, cells);
	impatient.abort(new Error('typed on'));
	await expect(dropped).rejects.toThrow('typed on');
	expect((await wanted)?.items.map(({ label }) => label)).toContain('sqrt');
});

it('reads the packs of modules that are imported, each once, and no others', async () => {
	const { client, read } = connect();
	const cells = [{ id: 'a', text: `import { rmse } from 'ml';\nrmse([1], [2]).toFixed(1)` }];
	expect(await client.ask('problems', { cell: 'a' }, cells)).toEqual([]);
	expect(await client.ask('problems', { cell: 'a' }, [...cells, { id: 'b', text: `import 'ml';` }])).toEqual(
		[]
	);
	expect([...read].sort()).toEqual(['globals', 'ours']);
});

it('tells its client when the worker has ended, and settles every question', async () => {
	const { client } = connect();
	const asked = client.ask('hover', { cell: 'a', offset: 0 }, [{ id: 'a', text: 'Maths' }]);
	client.close(new Error('gone'));
	await expect(asked).rejects.toThrow('gone');
	await expect(client.ended).resolves.toBeUndefined();
});
