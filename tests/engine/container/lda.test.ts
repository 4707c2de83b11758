import { beforeAll, describe, expect, test } from 'vitest';
import { unpackArchive } from '#engine/container/archive.ts';
import type { ServingContainer } from '#engine/container/serve.ts';
import { readNdArrays } from '#ml/data/mxnet-ndarray.ts';
import { toCsv } from '#ml/data/to-csv.ts';
import { toRecordIo } from '#ml/data/to-record-io.ts';
import type { ChannelInput } from '#sim/ports.ts';
import { ask, channel, serve, train as trainContainer } from '#tests/support/first-container.ts';
import { labelsOf } from '#tests/support/record-io-labels.ts';

const IMAGE = '766337827248.dkr.ecr.us-east-1.amazonaws.com/lda:1';
const PROTOBUF = 'application/x-recordio-protobuf';
const CSV = 'text/csv;label_size=0';
/** Documents of one of two topics: the words 0 to 2, or 3 to 5. */
const documents = Array.from({ length: 40 }, (_, d) =>
	Array.from({ length: 6 }, (_, w) => (Math.floor(w / 3) === d % 2 ? 1 + ((d + 2 * w) % 4) : 0))
);

function train(
	hyperparameters: Record<string, string>,
	channels: readonly ChannelInput[]
): Promise<{ archive: Uint8Array; lines: string[] }> {
	const given = { num_topics: '2', feature_dim: '6', mini_batch_size: '40', ...hyperparameters };
	return trainContainer(IMAGE, given, channels);
}

let archive: Uint8Array;
let container: ServingContainer;

beforeAll(async () => {
	({ archive } = await train({}, [channel('train', toCsv(documents), CSV)]));
	container = await serve(IMAGE, archive);
});

const TWO = '3,2,4,0,0,0\n0,0,0,1,2,3\n';

describe('training', () => {
	test('reads CSV and recordIO-protobuf, dense and sparse, to the same model; protobuf where nothing is said', async () => {
		for (const sparse of [false, true]) {
			const again = await train({}, [channel('train', toRecordIo(documents, { sparse }))]);
			expect(again.archive).toEqual(archive);
		}
	});

	test('says what happens, and at the end how well the test documents are foreseen', async () => {
		const { lines } = await train({ max_restarts: '2', max_iterations: '1' }, [
			channel('train', toCsv(documents), CSV),
			channel('test', toRecordIo(documents, { sparse: true }), PROTOBUF)
		]);
		expect(lines.map((line) => line.replaceAll(/\d+\.\d+(e-\d+)?/g, 'N'))).toEqual([
			'Docker entrypoint called with argument(s): train',
			'INFO: 40 documents of 6 different words, 300 words in all',
			'INFO: ALS start 1 of 2: error N after 1 iterations',
			'INFO: ALS start 2 of 2: error N after 1 iterations',
			'#quality_metric: host=algo-1, sweep=0, train pwll <score>=-N',
			'#progress_metric: host=algo-1, completed 100 % of epochs',
			'#throughput_metric: host=algo-1, train throughput=80 records/second',
			'#quality_metric: host=algo-1, test pwll <score>=-N'
		]);
	});

	test('writes alpha and beta as MXNet arrays', () => {
		const arrays = readNdArrays(unpackArchive(archive)['model_algo-1']!);
		expect(arrays.map(({ name, shape }) => [name, shape])).toEqual([
			['alpha', [2]],
			['beta', [2, 6]]
		]);
	});

	test.each([
		['no channel', {}, [], "Caused by: u'train' is a required property"],
		['a missing name', { num_topics: '' }, [], 'is not valid under any of the given schemas'],
		['CSV with a label', {}, [channel('train', TWO, 'text/csv')], "u'text/csv' is not one of"],
		['another width', { feature_dim: '5' }, [channel('train', TWO, CSV)], 'the mini-batch size is too high'],
		[
			'more columns than feature_dim',
			{ feature_dim: '5', mini_batch_size: '2' },
			[channel('train', TWO, CSV)],
			'cannot copy sequence with size 6 to array axis with dimension 5'
		],
		['a bad value', { alpha0: '0' }, [], "u'0' is not valid under any of the given schemas"]
	])('refuses %s as the container does', async (_, given, channels, words) => {
		await expect(train(given, channels)).rejects.toThrow(words);
	});
});

describe('answers', () => {
	test('are the mixture of topics of each document', async () => {
		const { predictions } = JSON.parse((await ask(container, TWO, 'text/csv')).text) as {
			predictions: { topic_mixture: number[] }[];
		};
		const [first, second] = predictions.map(({ topic_mixture }) => topic_mixture);
		expect(first!.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
		expect(Math.max(...first!)).toBeGreaterThan(0.9);
		expect(first!.indexOf(Math.max(...first!))).not.toBe(second!.indexOf(Math.max(...second!)));
	});

	test('are the same for CSV, JSON in both forms, JSON Lines, and protobuf, dense and sparse', async () => {
		const rows = TWO.trim()
			.split('\n')
			.map((line) => line.split(',').map(Number));
		const wanted = (await ask(container, TWO, 'text/csv')).text;
		const plain = rows.map((row) => ({ features: row }));
		const sparse = rows.map((row) => {
			const keys = [...row.keys()].filter((w) => row[w] !== 0);
			return { data: { features: { keys, shape: [6], values: keys.map((w) => row[w]!) } } };
		});
		for (const instances of [plain, sparse]) {
			expect((await ask(container, JSON.stringify({ instances }), 'application/json')).text).toBe(wanted);
			const lines = instances.map((each) => JSON.stringify(each)).join('\n');
			expect((await ask(container, lines, 'application/jsonlines')).text).toBe(wanted);
		}
		for (const isSparse of [false, true]) {
			expect((await ask(container, toRecordIo(rows, { sparse: isSparse }), PROTOBUF)).text).toBe(wanted);
		}
	});

	test('as JSON Lines have a line a document, as protobuf the label topic_mixture', async () => {
		const lines = (await ask(container, TWO, 'text/csv', 'application/jsonlines')).text.trim().split('\n');
		expect(lines).toHaveLength(2);
		const { contentType, bytes } = await ask(container, TWO, 'text/csv', PROTOBUF);
		expect(contentType).toBe(PROTOBUF);
		const said = lines.map((line) => JSON.parse(line) as { topic_mixture: number[] });
		labelsOf(bytes).forEach(({ topic_mixture }, row) => {
			topic_mixture!.forEach((share, t) => expect(share).toBeCloseTo(said[row]!.topic_mixture[t]!, 6));
		});
	});

	test.each([
		[
			'another width',
			'1,2,3',
			'text/csv',
			undefined,
			400,
			/^unable to evaluate payload provided: .* 3 .* 6$/
		],
		['a missing count', '1,,3,4,5,6', 'text/csv', undefined, 400, /^unable to evaluate payload provided/],
		['an unknown type', TWO, 'text/libsvm', undefined, 415, /not supported/],
		['CSV as an answer', TWO, 'text/csv', 'text/csv', 406, /not supported/]
	])('refuse %s', async (_, body, type, accept, status, words) => {
		const answer = await ask(container, body, type, accept);
		expect(answer.status).toBe(status);
		expect(answer.text).toMatch(words);
	});
});
