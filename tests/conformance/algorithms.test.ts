import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { UserError } from '#base/errors.ts';
import { Rng } from '#base/rng.ts';
import type { Algorithm, AlgorithmSpec, Model } from '#ml/algorithm.ts';
import { takeRows, type Dataset } from '#ml/data/dataset.ts';
import { isInRange, rangeNotation, rangeWords } from '#ml/hyperparameters/describe-range.ts';
import { parseHyperparameters } from '#ml/hyperparameters/parse.ts';
import type { Range } from '#ml/hyperparameters/schema.ts';
import { builtinAlgorithmOf, builtinAlgorithms, recommendedImageOf } from '#ml/registry.ts';
import { entryOf } from '#tests/support/algorithm-entries.ts';
import { tableOf } from '#tests/support/datasets.ts';

/** Sparse rows of which each has three cells somewhere. */
function scattered(rows: number, columns: number): Dataset {
	const rng = new Rng(3);
	const cells = Array.from({ length: rows }, () => {
		const places = new Set<number>();
		while (places.size < 3) places.add(rng.below(columns));
		return [...places].sort((a, b) => a - b);
	}).flat();
	return {
		rows,
		columns,
		x: new Float32Array(0),
		sparse: {
			starts: Uint32Array.from({ length: rows + 1 }, (_, row) => 3 * row),
			places: Uint32Array.from(cells),
			values: Float32Array.from(cells, () => 1 + rng.below(3))
		},
		labels: Float32Array.from({ length: rows }, (_, row) => row % 2),
		weights: null
	};
}

interface Run {
	readonly model: Model | null;
	readonly lines: readonly string[];
}

async function run(
	spec: AlgorithmSpec,
	more: Readonly<Record<string, string>> = {},
	channels: Readonly<Record<string, Dataset>> = channelsOf(spec),
	stop = { aborted: false },
	log?: (line: string) => void
): Promise<Run> {
	const algorithm = await spec.load();
	const smallest = entryOf(spec).hyperparameters(channels['train']!.columns, channels['train']!.rows);
	const hyperparameters = parse(algorithm, spec, { ...smallest, ...more });
	const lines: string[] = [];
	const model = await algorithm.train({
		hyperparameters,
		channels,
		rng: new Rng(1),
		stop,
		log(line) {
			lines.push(line);
			log?.(line);
		},
		breathe: () => Promise.resolve()
	});
	return { model, lines };
}

function channelsOf(spec: AlgorithmSpec): Record<string, Dataset> {
	const { easy, held, heldChannel } = entryOf(spec);
	return { train: easy, [heldChannel]: held };
}

function parse(
	algorithm: Algorithm,
	spec: AlgorithmSpec,
	given: Readonly<Record<string, string>>
): ReturnType<typeof parseHyperparameters> {
	const hyperparameters = parseHyperparameters(
		algorithm.hyperparameters,
		given,
		spec.notSimulated,
		spec.wording
	);
	algorithm.check(hyperparameters);
	return hyperparameters;
}

function refusalOf(act: () => unknown): UserError {
	try {
		act();
	} catch (error) {
		if (error instanceof UserError) return error;
		throw error;
	}
	throw new Error('Nothing was refused.');
}

/** Values at the ends of a range, and just beyond them. */
function edges(range: Range, whole: boolean): { inside: number[]; beyond: number[] } {
	const step = whole ? 1 : 1e-9;
	const inside: number[] = [];
	const beyond: number[] = [];
	if (range.min !== undefined) {
		inside.push(range.minExclusive ? range.min + step : range.min);
		beyond.push(range.minExclusive ? range.min : range.min - step);
	}
	if (range.max !== undefined) {
		inside.push(range.maxExclusive ? range.max - step : range.max);
		beyond.push(range.maxExclusive ? range.max : range.max + step);
	}
	return { inside, beyond };
}

describe.each(builtinAlgorithms.map((spec) => [spec.name, spec] as const))('%s', (name, spec) => {
	const schema = Object.entries(spec.hyperparameters);
	const numeric = schema.flatMap(([key, entry]) =>
		entry.type === 'Integer' || entry.type === 'Continuous' ? [[key, entry] as const] : []
	);
	const {
		hyperparameters,
		easy,
		held,
		improving,
		rewrite = (table: Dataset) => table,
		wide = {}
	} = entryOf(spec);
	const smallest = hyperparameters(easy.columns, easy.rows);
	const only = (key: string, value: string): Record<string, string> => ({ ...smallest, [key]: value });

	test('is listed once, loads under its name, and has the table that its spec shows', async () => {
		expect(builtinAlgorithms.filter((each) => each.name === name)).toHaveLength(1);
		const algorithm = await spec.load();
		expect(algorithm.name).toBe(name);
		expect(algorithm.hyperparameters).toBe(spec.hyperparameters);
	});

	test('is found by each of its images, and by none with another account, region or tag', () => {
		for (const { repository, tags, accounts } of spec.images) {
			for (const [region, account] of Object.entries(accounts)) {
				const uri = `${account}.dkr.ecr.${region}.amazonaws.com/${repository}:${tags[0]}`;
				expect(builtinAlgorithmOf(uri)).toBe(spec);
				expect(builtinAlgorithmOf(uri.replace(account, '000000000000'))).toBeNull();
				expect(builtinAlgorithmOf(uri.replace(region, 'xx-east-9'))).toBeNull();
				expect(builtinAlgorithmOf(`${uri}-nope`)).toBeNull();
			}
		}
		expect(builtinAlgorithmOf(recommendedImageOf(spec, 'us-east-1')!)).toBe(spec);
		expect(recommendedImageOf(spec, 'xx-east-9')).toBeNull();
	});

	test('has defaults and tuning ranges inside its ranges', () => {
		for (const [, { range, default: value, tunable }] of numeric) {
			if (typeof value === 'number') expect(isInRange(value, range)).toBe(true);
			if (tunable) expect([tunable.min, tunable.max].every((end) => isInRange(end, range))).toBe(true);
		}
		for (const [, entry] of schema) {
			if (entry.type === 'Categorical' && entry.default !== undefined)
				expect(entry.values).toContain(entry.default);
		}
	});

	test.each(numeric)(
		'takes the edges of %s and refuses the step beyond by key, rule and value',
		(key, entry) => {
			const { inside, beyond } = edges(entry.range, entry.type === 'Integer');
			for (const value of inside) {
				expect(parseHyperparameters(spec.hyperparameters, only(key, String(value)))[key]).toBe(value);
			}
			for (const value of beyond) {
				const text = String(value);
				const error = refusalOf(() =>
					parseHyperparameters(spec.hyperparameters, only(key, text), {}, spec.wording)
				);
				expect(error.code).toBe('InvalidHyperparameter');
				expect(error.message).toBe(spec.wording.outside(key, text, rangeNotation(entry.range)));
				expect(error.message).toContain(key);
				expect(error.message).toContain(text);
				expect(error.hint).toContain(rangeWords(entry.range));
			}
		}
	);

	test('refuses unknown names, missing ones and those that are not simulated', () => {
		const refuse = (given: Record<string, string>): unknown =>
			parseHyperparameters(spec.hyperparameters, given, spec.notSimulated, spec.wording);
		expect(() => refuse({ ...smallest, no_such_name: '1' })).toThrow(spec.wording.unknown('no_such_name'));
		for (const [key, entry] of schema) {
			const { [key]: _, ...rest } = smallest;
			if (entry.required) expect(() => refuse(rest)).toThrow(spec.wording.missing(key));
		}
		for (const key of Object.keys(spec.notSimulated)) {
			expect(() => refuse(only(key, '1'))).toThrow(`Hyperparameter ${key}: 1 is not simulated yet.`);
		}
	});

	test('gives the same bytes for the same task, and leaves its inputs as they were', async () => {
		const before = structuredClone({ easy, held });
		const [first, second] = [await run(spec), await run(spec)];
		expect(second.model!.toFiles()).toEqual(first.model!.toFiles());
		expect(second.lines).toEqual(first.lines);
		expect({ easy, held }).toEqual(before);
	});

	test('predicts the same after its files were read back, row by row as all at once', async () => {
		const { model } = await run(spec);
		const algorithm = await spec.load();
		const again = algorithm.load(model!.toFiles());
		const { values, width } = model!.predict(held).fields[0]!;
		expect(again.predict(held).fields[0]!.values).toEqual(values);
		expect(again.toFiles()).toEqual(model!.toFiles());
		for (const row of [held.rows - 1, 0, 33]) {
			const one = model!.predict(takeRows(held, [row])).fields[0]!.values;
			expect(one).toEqual(values.slice(row * width, (row + 1) * width));
		}
	});

	test('refuses tables of another width, and files that are no model', async () => {
		const { model } = await run(spec);
		expect(() => model!.predict(tableOf([[1, 2]]))).toThrow(
			expect.objectContaining({ kind: 'user', code: 'FeatureMismatch' })
		);
		const algorithm = await spec.load();
		expect(() => algorithm.load({})).toThrow(expect.objectContaining({ kind: 'user', code: 'BadModel' }));
	});

	test('ends within a round when told to stop', async () => {
		const stop = { aborted: false };
		let after = 0;
		await run(spec, {}, undefined, stop, () => {
			after += Number(stop.aborted);
			stop.aborted = true;
		});
		expect(after).toBe(0);
		expect((await run(spec, {}, undefined, { aborted: true })).model).toBeNull();
	});

	test('prints metrics that its own regular expressions read, and those of rounds get better', async () => {
		const { lines } = await run(spec);
		const read = spec.metrics
			.map((metric) => ({
				metric,
				values: lines.flatMap((line) => new RegExp(metric.regex).exec(line)?.[1] ?? []).map(Number)
			}))
			.filter(({ metric, values }) => values.length > 0 && metric.direction !== null);
		// PCA has no metric of which more or less is better, on AWS neither.
		expect(read.length > 0).toBe(spec.metrics.some(({ direction }) => direction !== null));
		const again = read.filter(({ values }) => values.length > 1);
		expect(again.map(({ metric }) => metric.name.split(':')[0]).sort()).toEqual(improving);
		for (const { metric, values } of again) {
			const gain = values.at(-1)! - values[0]!;
			expect(metric.direction === 'Maximize' ? gain : -gain).toBeGreaterThan(0);
		}
	});

	test.each([
		['one row', tableOf([[1, 2]], [1])],
		['a constant column', tableOf([[1], [1], [1]], [0, 1, 1])],
		['labels that are all the same', tableOf([[1], [2], [3], [4]], [1, 1, 1, 1])],
		[
			'one row again and again',
			tableOf(new Array<number[]>(40).fill([2, 1, 3]), new Array<number>(40).fill(1))
		],
		[
			'fewer rows than columns',
			tableOf(
				[
					[1, 0, 2, 4, 1, 3],
					[2, 1, 0, 1, 0, 5]
				],
				[1, 0]
			)
		]
	])('learns from %s without hanging, and answers with a number', async (_title, table) => {
		const written = rewrite(table);
		const { model } = await run(spec, {}, { train: written });
		expect(Array.from(model!.predict(written).fields[0]!.values).every(Number.isFinite)).toBe(true);
	});

	test('learns from a few cells of very many columns', async () => {
		const { columns = 1_000_000, given = {} } = wide;
		const { model } = await run(spec, given, { train: rewrite(scattered(50, columns)) });
		const asked = rewrite(scattered(5, columns));
		expect(Array.from(model!.predict(asked).fields[0]!.values).every(Number.isFinite)).toBe(true);
	});

	test('learns from a missing column and answers with a number, or refuses it as the learner’s error', async () => {
		const table = rewrite(tableOf([[null], [null]], [0, 1]));
		const learnt = await run(spec, {}, { train: table }).then(
			({ model }) => Array.from(model!.predict(table).fields[0]!.values),
			(error: unknown) => error
		);
		if (Array.isArray(learnt)) expect(learnt.every(Number.isFinite)).toBe(true);
		else expect(learnt).toMatchObject({ kind: 'user', code: 'MissingValue' });
	});

	test('has a README beside it that names what is not simulated', () => {
		const readme = new URL(`../../src/ml/algorithms/${name}/README.md`, import.meta.url);
		expect(existsSync(readme)).toBe(true);
		expect(readFileSync(readme, 'utf8')).toMatch(/^# .+\n[\s\S]*not simulated/i);
	});
});

test('an image of nobody is no built-in algorithm', () => {
	for (const uri of ['', 'xgboost', '683313688378.dkr.ecr.us-east-1.amazonaws.com/other:1', 'a/b:c']) {
		expect(builtinAlgorithmOf(uri)).toBeNull();
	}
});
