import { readFileSync, writeFileSync } from 'node:fs';
import { MessageChannel } from 'node:worker_threads';
import { Peer, type Wire } from '#engine/rpc.ts';
import { parseLesson } from '#notebook/lesson/parse.ts';
import type { TypedCell, TypesContract } from '#notebook/types/contract.ts';
import { serveTypes } from '#notebook/types/serve-types.ts';
import { buildTypes } from '../tools/types/build-types.ts';

/**
 * Times what the editor asks of TypeScript, over the worker's own protocol, in a notebook of 30 cells that imports
 * everything: the lesson on houses and cells below it. Each question follows an edit, as when somebody types.
 * `--json FILE` writes the rows.
 */
interface Row {
	readonly name: string;
	readonly unit: string;
	readonly value: number;
	readonly peers: Readonly<Record<string, number>>;
	readonly bar: { readonly max: number } | { readonly min: number } | null;
}

type Asker = Peer<Record<never, never>, TypesContract>;

const CELLS = 30;
const ROUNDS = 60;
/** How far into the notebook the cell lies in which is typed. */
const TYPED = CELLS - 1;

/** What is typed, and the last letter of it opens the list. */
const COMPLETIONS = [
	'xgb.',
	'session.',
	'predictor.',
	'Math.',
	'houses.map((house, i) => i.',
	'h',
	'Plot.',
	'aws.',
	'await sagemaker.send(new aws.C',
	'test.filter((row) => row.medv > 20).'
];

function notebook(): TypedCell[] {
	const text = readFileSync('lessons/boston-housing-deploy/index.md', 'utf8');
	const lesson = parseLesson('boston-housing-deploy', text).lesson;
	const cells = lesson.cells.flatMap((cell) =>
		cell.kind === 'code' ? [{ id: cell.id, text: cell.exercise?.solution ?? cell.source }] : []
	);
	while (cells.length < CELLS) {
		const n = cells.length;
		cells.push({
			id: `own-${n}`,
			text: `const sum${n} = houses.map((house) => house.rm * ${n});\nsum${n}.length`
		});
	}
	return cells.slice(0, CELLS);
}

async function open(): Promise<{ readonly peer: Asker; close(): void }> {
	const { index, packs } = buildTypes(process.cwd());
	const { port1, port2 } = new MessageChannel();
	const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
	new Peer<TypesContract, Record<never, never>>(
		port2 as unknown as Wire,
		serveTypes((name) => Promise.resolve(packs[name]!), turn)
	);
	const peer: Asker = new Peer(port1 as unknown as Wire, {});
	const packUrls = Object.fromEntries(Object.keys(packs).map((name) => [name, name]));
	await peer.call('open', { index, packUrls });
	return { peer, close: () => (port1.close(), port2.close()) };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
	const start = performance.now();
	await work();
	return performance.now() - start;
}

function quantile(times: readonly number[], q: number): number {
	const sorted = [...times].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)]!;
}

async function measure(): Promise<Row[]> {
	const { peer, close } = await open();
	const cells = notebook();
	const order = cells.map(({ id }) => id);
	const cell = order[TYPED]!;
	const edit = (id: string, text: string): Promise<null> =>
		peer.call('update', { order, changed: [{ id, text }] });
	const ask = async (text: string): Promise<void> => {
		void edit(cell, text);
		const answer = await peer.call('complete', { cell, offset: text.length });
		if (!answer || answer.items.length === 0) throw new TypeError(`Nothing was proposed after '${text}'.`);
	};
	const all = async (): Promise<void> => {
		for (const id of order) await peer.call('problems', { cell: id });
	};
	void peer.call('update', { order, changed: cells });
	const cold = await timed(() => peer.call('problems', { cell }));
	const first = await timed(all);
	for (const text of COMPLETIONS) await ask(text);
	const completions: number[] = [];
	for (let i = 0; i < ROUNDS; i++) {
		const text = `const q${i} = ${i};\n${COMPLETIONS[i % COMPLETIONS.length]!}`;
		completions.push(await timed(() => ask(text)));
	}
	const rechecks: number[] = [];
	for (let i = 0; i < 5; i++) {
		void edit(order[1]!, `${cells[1]!.text}\n// ${i}`);
		rechecks.push(await timed(all));
	}
	close();
	return [
		row('types, completion after an edit, median', quantile(completions, 0.5), null),
		row('types, completion after an edit, p95', quantile(completions, 0.95), { max: 70 }),
		row('types, first answer of a cold service', cold, null),
		row('types, problems of all cells, first time', first, null),
		row('types, problems of all cells after an edit at the top', quantile(rechecks, 0.5), null)
	];
}

function row(name: string, value: number, bar: Row['bar']): Row {
	return { name: `${name}, ${CELLS} cells`, unit: 'ms', value: Number(value.toFixed(1)), peers: {}, bar };
}

const rows = await measure();
for (const { name, value, unit } of rows) console.log(`${name}: ${value} ${unit}`);
const at = process.argv.indexOf('--json');
const file = at > 0 ? process.argv[at + 1] : undefined;
if (file !== undefined) writeFileSync(file, `${JSON.stringify(rows, null, '\t')}\n`);
