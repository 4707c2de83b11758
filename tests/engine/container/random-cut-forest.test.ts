import { beforeAll, describe, expect, test } from 'vitest';
import { unpackArchive } from '#engine/container/archive.ts';
import type { ServingContainer } from '#engine/container/serve.ts';
import { toCsv } from '#ml/data/to-csv.ts';
import { toRecordIo } from '#ml/data/to-record-io.ts';
import { planted } from '#tests/support/datasets.ts';
import { ask, channel, firstImage, serve, train } from '#tests/support/first-container.ts';
import { labelsOf } from '#tests/support/record-io-labels.ts';

const IMAGE = firstImage('randomcutforest');
const PROTOBUF = 'application/x-recordio-protobuf';
const CSV = 'text/csv;label_size=0';
const GIVEN = { feature_dim: '3', num_trees: '50' };
const { x } = planted(500, 3, 1);
const rows = Array.from({ length: 500 }, (_, i) => [...x.subarray(3 * i, 3 * i + 3)]);
const labelled = toCsv([
	[1, 9, 9, 9],
	[0, 0.1, 0.2, 0.1]
]);

let container: ServingContainer;

beforeAll(async () => {
	const { archive } = await train(IMAGE, GIVEN, [channel('train', toCsv(rows), CSV)]);
	container = await serve(IMAGE, archive);
});

describe('training', () => {
	test('reads CSV and recordIO-protobuf, dense and sparse, to the same model', async () => {
		const { archive } = await train(IMAGE, GIVEN, [channel('train', toCsv(rows), CSV)]);
		expect(Object.keys(unpackArchive(archive))).toEqual(['model_algo-1']);
		for (const body of [toRecordIo(rows), toRecordIo(rows, { sparse: true })]) {
			const again = (await train(IMAGE, GIVEN, [channel('train', body)])).archive;
			expect(Buffer.from(again).equals(archive)).toBe(true);
		}
	});

	test('says what happens in the words of the container', async () => {
		const given = {
			...GIVEN,
			mini_batch_size: '1000',
			eval_metrics: '["accuracy", "precision_recall_fscore"]'
		};
		const { lines } = await train(IMAGE, given, [
			channel('train', toCsv(rows), CSV),
			channel('test', labelled, 'text/csv;label_size=1')
		]);
		expect(lines).toEqual([
			'Docker entrypoint called with argument(s): train',
			'INFO: 50 trees of 256 rows each, from 500 rows with 3 features',
			'#progress_metric: host=algo-1, completed 100 % of epochs',
			'#throughput_metric: host=algo-1, train throughput=1000 records/second',
			expect.stringMatching(/^INFO: Scores above 1\.\d+ are called anomalies: 1 of 2 rows$/),
			'#quality_metric: host=algo-1, test accuracy <score>=1',
			'#quality_metric: host=algo-1, test precision <score>=1',
			'#quality_metric: host=algo-1, test recall <score>=1',
			'#quality_metric: host=algo-1, test f1 <score>=1'
		]);
	});

	test('CSV for training must say that it has no label', async () => {
		await expect(train(IMAGE, GIVEN, [channel('train', toCsv(rows), 'text/csv')])).rejects.toThrow(
			"u'text/csv' is not one of [u'application/x-recordio-protobuf', u'text/csv;label_size=0']"
		);
	});

	test.each([
		[{ num_trees: '1001' }, "u'1001' is not valid under any of the given schemas"],
		[{ time_decay: '0.1' }, "Additional properties are not allowed (u'time_decay' was unexpected)"]
	] as [Record<string, string>, string][])('refuses %o', async (more, message) => {
		await expect(train(IMAGE, { ...GIVEN, ...more }, [channel('train', toCsv(rows), CSV)])).rejects.toThrow(
			message
		);
	});
});

describe('answers', () => {
	const TWO = '0.1,0.2,0.1\n9,9,9\n';

	test('JSON lists scores, of which the stranger row has the higher', async () => {
		const { status, text } = await ask(container, TWO, 'text/csv');
		expect(status).toBe(200);
		expect(text).toMatch(/^\{"scores": \[\{"score": [\d.]+\}, \{"score": [\d.]+\}\]\}$/);
		const { scores } = JSON.parse(text) as { scores: { score: number }[] };
		expect(scores[0]!.score).toBeLessThan(1.3);
		expect(scores[1]!.score).toBeGreaterThan(2);
		const json = JSON.stringify({ instances: [{ features: [0.1, 0.2, 0.1] }, { features: [9, 9, 9] }] });
		expect((await ask(container, json, 'application/json')).text).toBe(text);
	});

	test('JSON Lines has a line a row, and recordIO-protobuf a label', async () => {
		expect((await ask(container, TWO, 'text/csv', 'application/jsonlines')).text).toMatch(
			/^(\{"score": [\d.]+\}\n){2}$/
		);
		const records = labelsOf((await ask(container, TWO, 'text/csv', PROTOBUF)).bytes);
		expect(records.map((record) => Object.keys(record))).toEqual([['score'], ['score']]);
	});

	test('a request of another width is refused', async () => {
		expect(await ask(container, '1,2\n', 'text/csv')).toMatchObject({
			status: 400,
			text: 'unable to evaluate payload provided: cannot copy sequence with size 2 to array axis with dimension 3'
		});
	});
});
