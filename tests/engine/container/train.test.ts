import { gunzipSync } from 'fflate';
import { parseTar } from 'nanotar';
import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import { loadContainer } from '#engine/container/serve.ts';
import { trainInContainer } from '#engine/container/train.ts';
import { writeParquet, type Column } from '#sim/sagemaker/feature-store/parquet.ts';
import { toCsv } from '#ml/data/to-csv.ts';
import type { ChannelInput, TrainingTask } from '#sim/ports.ts';
import { planted } from '#tests/support/datasets.ts';

const IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1';
const table = planted(60, 3, 1);
const rows = Array.from({ length: table.rows }, (_, i) => [
	table.labels![i]!,
	...table.x.subarray(i * 3, (i + 1) * 3)
]);

function channel(name: string, text: string, contentType: string | undefined = 'text/csv'): ChannelInput {
	return { name, contentType, files: [{ key: `data/${name}/rows.csv`, bytes: encodeUtf8(text) }] };
}

function task(more: Partial<TrainingTask> = {}): TrainingTask {
	return {
		jobName: 'job',
		image: IMAGE,
		hyperparameters: { num_round: '3' },
		channels: [channel('train', toCsv(rows))],
		instanceType: 'ml.m5.large',
		instanceCount: 1,
		...more
	};
}

async function run(
	more: Partial<TrainingTask> = {}
): Promise<{ outcome: Awaited<ReturnType<typeof trainInContainer>>; lines: string[] }> {
	const lines: string[] = [];
	const outcome = await trainInContainer(task(more), {
		log: (line) => lines.push(line),
		stop: { aborted: false }
	});
	return { outcome, lines };
}

test('the log says what was read, then the metrics of each round', async () => {
	const { lines } = await run({
		channels: [channel('validation', toCsv(rows.slice(0, 9))), channel('train', toCsv(rows))]
	});
	expect(lines.slice(0, 5)).toEqual([
		'INFO: Running xgboost in algorithm mode',
		"INFO: Determined delimiter of CSV input is ','",
		'INFO: Train matrix has 60 rows and 3 columns',
		"INFO: Determined delimiter of CSV input is ','",
		'INFO: Validation matrix has 9 rows and 3 columns'
	]);
	expect(lines).toHaveLength(8);
	expect(lines[7]).toMatch(/^\[2\]#011train-rmse:[\d.]+#011validation-rmse:[\d.]+$/);
});

test('the archive is a gzipped tar with the model in it, byte-equal for the same task', async () => {
	const { outcome } = await run();
	const [file] = parseTar(gunzipSync(outcome.modelArchive!));
	expect(outcome.kind).toBe('completed');
	expect(file).toMatchObject({ name: 'xgboost-model', type: 'file' });
	expect(JSON.parse(file!.text)).toHaveProperty('learner.gradient_booster.name', 'gbtree');
	expect((await run()).outcome.modelArchive).toEqual(outcome.modelArchive);
});

test('cross-validation leaves a model for each fold, what they said of unseen rows, and an endpoint that averages', async () => {
	const { outcome } = await run({
		hyperparameters: { num_round: '3', _kfold: '3' },
		channels: [channel('train', toCsv(rows.slice(9))), channel('validation', toCsv(rows.slice(0, 9)))]
	});
	const names = parseTar(gunzipSync(outcome.modelArchive!)).map(({ name }) => name);
	expect(names).toEqual(['xgboost-model-0', 'xgboost-model-1', 'xgboost-model-2']);
	const [left] = parseTar(gunzipSync(outcome.outputArchive!));
	expect(left!.name).toBe('predictions.csv');
	expect(left!.text.trimEnd().split('\n')).toHaveLength(60);
	const answers = await Promise.all(
		[{}, { SAGEMAKER_INFERENCE_ENSEMBLE: 'false' }].map(async (environment) => {
			const served = { image: IMAGE, modelArchive: outcome.modelArchive, environment };
			const container = await loadContainer(served, { log: () => {} });
			return container.invoke({ body: encodeUtf8('0,0,0\n'), contentType: 'text/csv', accept: undefined });
		})
	);
	expect(answers.map(({ status }) => status)).toEqual([200, 200]);
	expect(answers[0]!.body).not.toEqual(answers[1]!.body);
});

test('Parquet and libsvm files teach the same as CSV', async () => {
	const column = (i: number): Column => ({
		name: `c${i}`,
		kind: 'double',
		values: rows.map((row) => row[i]!)
	});
	const bytes = writeParquet([0, 1, 2, 3].map(column));
	const parquet = { name: 'train', contentType: 'parquet', files: [{ key: 'data/rows.parquet', bytes }] };
	const libsvm = rows.map(([y, ...x]) => `${y} ${x.map((value, i) => `${i}:${value}`).join(' ')}`).join('\n');
	const { outcome } = await run();
	for (const given of [parquet, channel('train', libsvm, 'text/libsvm')]) {
		expect((await run({ channels: [given] })).outcome.modelArchive).toEqual(outcome.modelArchive);
	}
});

test('groups of a libsvm file are ranked each for itself', async () => {
	const ranked = rows.map(([y, ...x], row) => {
		const cells = x.map((value, i) => `${i}:${value}`).join(' ');
		return `${y! > 1 ? 1 : 0} qid:${Math.floor(row / 12)} ${cells}`;
	});
	const { lines } = await run({
		hyperparameters: { num_round: '8', objective: 'rank:ndcg', eval_metric: 'ndcg@3' },
		channels: [channel('train', ranked.join('\n'), 'text/libsvm')]
	});
	const scores = lines.flatMap((line) => /train-ndcg@3:(\S+)$/.exec(line)?.[1] ?? []).map(Number);
	expect(scores.at(-1)).toBeGreaterThan(0.9);
	await expect(
		run({ channels: [channel('train', ['1 qid:1 0:2', '0 0:3'].join('\n'), 'text/libsvm')] })
	).rejects.toThrow('must be followed by a qid');
});

test('several instances learn what one learns from the data of all', async () => {
	const one = await run();
	const three = await run({ instanceCount: 3 });
	expect(three).toEqual(one);
});

test('a content type may be said in short, as the real container takes it', async () => {
	const { outcome } = await run({ channels: [channel('train', toCsv(rows), 'csv')] });
	expect(outcome.modelArchive).toEqual((await run()).outcome.modelArchive);
});

test('the objects of a channel are read in order; empty ones are passed over', async () => {
	const parts = [rows.slice(0, 20), rows.slice(20)].map((part, i) => ({
		key: `train/part-${i}`,
		bytes: encodeUtf8(toCsv(part))
	}));
	const files = [{ key: 'train/', bytes: new Uint8Array(0) }, ...parts];
	const { outcome } = await run({ channels: [{ name: 'train', contentType: 'text/csv', files }] });
	expect(outcome.modelArchive).toEqual((await run()).outcome.modelArchive);
});

test('the content type may say label_size=1 and a charset', async () => {
	const { lines } = await run({
		channels: [channel('train', toCsv(rows), 'Text/CSV; label_size=1; charset=utf-8')]
	});
	expect(lines).toContain('INFO: Train matrix has 60 rows and 3 columns');
});

test('without a content type files are libsvm', async () => {
	const text = rows
		.map(([label, ...x]) => `${label} ${x.map((value, i) => `${i}:${value}`).join(' ')}\n`)
		.join('');
	const libsvm: ChannelInput = { name: 'train', contentType: undefined, files: channel('train', text).files };
	const { outcome } = await run({ channels: [libsvm] });
	expect(outcome.modelArchive).toEqual((await run()).outcome.modelArchive);
});

test('csv_weights reads the second column as weights', async () => {
	const weighted = rows.map(([label, ...x], i) => [label!, 1 + (i % 2), ...x]);
	const { outcome, lines } = await run({
		hyperparameters: { num_round: '3', csv_weights: '1' },
		channels: [channel('train', toCsv(weighted))]
	});
	expect(lines).toContain('INFO: Train matrix has 60 rows and 3 columns');
	expect(outcome.modelArchive).not.toEqual((await run()).outcome.modelArchive);
});

test('an older image says that it is simulated as 1.7-1', async () => {
	const { lines } = await run({ image: '811284229777.dkr.ecr.us-east-1.amazonaws.com/xgboost:1' });
	expect(lines[1]).toBe('INFO: Image 1 is simulated as version 1.7-1');
});

describe('a stop', () => {
	test('before the first round leaves no model', async () => {
		const outcome = await trainInContainer(task(), { log: () => undefined, stop: { aborted: true } });
		expect(outcome).toEqual({ kind: 'stopped', modelArchive: null });
	});

	test('that is heard while the host breathes ends within a round and keeps what there is', async () => {
		const stop = { aborted: false };
		const lines: string[] = [];
		const outcome = await trainInContainer(task({ hyperparameters: { num_round: '1000' } }), {
			log: (line) => lines.push(line),
			stop,
			breathe: async () => {
				stop.aborted = lines.at(-1)!.startsWith('[4]');
				await Promise.resolve();
			}
		});
		expect(outcome.kind).toBe('stopped');
		expect(outcome.modelArchive).not.toBeNull();
		expect(lines.at(-1)).toMatch(/^\[4\]/);
	});
});

describe('what the learner can mend is a UserError that names it', () => {
	const csv = toCsv(rows);
	const cases: [string, Partial<TrainingTask>, string, string][] = [
		[
			'an image that is not built in',
			{ image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/mine:1' },
			'UnknownImage',
			"There is no built-in algorithm in the image '123456789012.dkr.ecr.us-east-1.amazonaws.com/mine:1'."
		],
		['no train channel', { channels: [] }, 'MissingChannel', 'Missing required channel: train'],
		[
			'a channel too many',
			{ channels: [channel('train', csv), channel('test', csv)] },
			'UnknownChannel',
			'Extraneous channel found: test'
		],
		[
			'a content type that is not taken',
			{ channels: [channel('train', csv, 'application/json')] },
			'UnsupportedContentType',
			'application/json is not an accepted ContentType: text/libsvm, text/x-libsvm, text/csv, application/x-parquet, application/x-recordio-protobuf.'
		],
		[
			'a label in another place',
			{ channels: [channel('train', csv, 'text/csv;label_size=2')] },
			'UnsupportedContentType',
			'text/csv;label_size=2 is not an accepted ContentType: the parameter label_size=2 is not supported.'
		],
		[
			'a channel without objects',
			{ channels: [{ name: 'train', contentType: 'text/csv', files: [] }] },
			'EmptyChannel',
			'No data in training channel path /opt/ml/input/data/train'
		],
		[
			'a channel of empty lines',
			{ channels: [channel('train', '\n\n')] },
			'EmptyChannel',
			'No data in training channel path /opt/ml/input/data/train'
		],
		[
			'a hidden file',
			{
				channels: [
					{ name: 'train', contentType: 'text/csv', files: [{ key: 'a/.DS_Store', bytes: encodeUtf8('x') }] }
				]
			},
			'HiddenFile',
			"Hidden file found in the data path! Remove that before training. It is 'a/.DS_Store' in channel 'train'."
		],
		[
			'text in a cell',
			{ channels: [channel('train', '1,2\n3,four\n')] },
			'BadCsv',
			'train/rows.csv, line 2, column 2: "four" is not a number. Every cell must be a finite decimal number or empty.'
		],
		[
			'comma text read as libsvm',
			{ channels: [{ ...channel('train', '24,6.5\n'), contentType: undefined }] },
			'BadLibsvm',
			'train/rows.csv, line 1, column 1: "24,6.5" must be a label, a number.'
		],
		[
			'files of different widths',
			{
				channels: [
					{
						name: 'train',
						contentType: 'text/csv',
						files: [
							{ key: 'a', bytes: encodeUtf8('1,2\n') },
							{ key: 'b', bytes: encodeUtf8('1,2,3\n') }
						]
					}
				]
			},
			'BadCsv',
			'train/b has 2 feature columns, but train/a has 1.'
		],
		[
			'channels of different widths',
			{ channels: [channel('train', '1,2\n'), channel('validation', '1,2,3\n')] },
			'FeatureMismatch',
			"Channel 'validation' has 2 feature columns, but channel 'train' has 1."
		],
		[
			'no num_round',
			{ hyperparameters: {} },
			'MissingHyperparameter',
			'Missing required hyperparameter: num_round'
		],
		[
			'labels outside of the classes',
			{
				hyperparameters: { num_round: '1', objective: 'binary:logistic' },
				channels: [channel('train', '2,1\n')]
			},
			'BadLabel',
			'label must be in [0,1] for logistic regression, but row 1 has 2.'
		]
	];
	test.each(cases)('%s', async (_title, more, code, message) => {
		await expect(run(more)).rejects.toThrow(expect.objectContaining({ kind: 'user', code, message }));
	});

	test('each of them says what to do', async () => {
		for (const [, more] of cases) {
			const hint = await run(more).then(
				() => 'it ran',
				(error: { hint?: string }) => error.hint
			);
			expect(hint).toMatch(/^[A-Z].{15,}[.?]$/);
		}
	});
});
