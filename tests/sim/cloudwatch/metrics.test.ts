import {
	GetMetricDataCommand,
	GetMetricStatisticsCommand,
	ListMetricsCommand,
	paginateGetMetricData,
	PutMetricDataCommand,
	type GetMetricStatisticsInput,
	type MetricDataQuery,
	type MetricDatum
} from '@aws-sdk/client-cloudwatch';
import { CreateTrainingJobCommand } from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import { servingEndpoint } from '#tests/support/line-endpoint.ts';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';
import { TEST_EPOCH } from '#tests/support/instant-clock.ts';
import { jobInput, pollJob, putData } from '#tests/support/training-job.ts';

const Namespace = 'N';
const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (ms: number): Date => new Date(TEST_EPOCH + ms);

const put = ({ cloudwatch }: TestRegion, ...MetricData: Partial<MetricDatum>[]) =>
	cloudwatch.send(
		new PutMetricDataCommand({
			Namespace,
			MetricData: MetricData.map((datum) => ({ MetricName: 'm', ...datum }))
		})
	);

const statistics = async ({ cloudwatch }: TestRegion, query: Partial<GetMetricStatisticsInput>) => {
	const { Datapoints = [] } = await cloudwatch.send(
		new GetMetricStatisticsCommand({
			Namespace,
			MetricName: 'm',
			StartTime: at(0),
			EndTime: at(HOUR),
			Period: 60,
			...query
		})
	);
	return Datapoints;
};

const ask = async ({ cloudwatch }: TestRegion, ...MetricDataQueries: MetricDataQuery[]) => {
	const { MetricDataResults = [] } = await cloudwatch.send(
		new GetMetricDataCommand({
			MetricDataQueries,
			StartTime: at(0),
			EndTime: at(HOUR),
			ScanBy: 'TimestampAscending'
		})
	);
	return Object.fromEntries(MetricDataResults.map(({ Id, Values }) => [Id, Values]));
};

const metric = (Id: string, MetricName: string, Stat = 'Sum', Period = 60): MetricDataQuery => ({
	Id,
	MetricStat: { Metric: { Namespace, MetricName }, Period, Stat }
});

describe('metrics', () => {
	it('are summed up period by period: sum, average, least, most, count', async () => {
		const aws = await testRegion();
		for (const [minute, Value] of [
			[0, 1],
			[0, 3],
			[1, 10],
			[5, -2]
		] as const) {
			await put(aws, { Timestamp: at(minute * MINUTE + 30_000), Value });
		}
		const Statistics = ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount'] as const;
		expect(await statistics(aws, { Statistics: [...Statistics] })).toEqual([
			{ Timestamp: at(0), Sum: 4, Average: 2, Minimum: 1, Maximum: 3, SampleCount: 2, Unit: 'None' },
			{ Timestamp: at(MINUTE), Sum: 10, Average: 10, Minimum: 10, Maximum: 10, SampleCount: 1, Unit: 'None' },
			{
				Timestamp: at(5 * MINUTE),
				Sum: -2,
				Average: -2,
				Minimum: -2,
				Maximum: -2,
				SampleCount: 1,
				Unit: 'None'
			}
		]);
		const whole = await statistics(aws, { Statistics: ['Sum'], Period: 3600 });
		expect(whole).toEqual([{ Timestamp: at(0), Sum: 12, Unit: 'None' }]);
		expect(await statistics(aws, { Statistics: ['Sum'], EndTime: at(MINUTE) })).toHaveLength(1);
	});

	it('take values with counts, and summaries, which have no percentiles', async () => {
		const aws = await testRegion();
		await put(aws, { Values: [1, 2, 3], Counts: [97, 2, 1] });
		const percentiles = { ExtendedStatistics: ['p50', 'p98', 'p99.5', 'tm98', 'PR(1:)', 'tc(:2)', 'ts(2:)'] };
		expect((await statistics(aws, percentiles))[0]?.ExtendedStatistics).toEqual({
			p50: 1,
			p98: 2,
			'p99.5': 3,
			tm98: (97 * 1 + 1 * 2) / 98,
			'PR(1:)': 3,
			'tc(:2)': 99,
			'ts(2:)': 3
		});
		await put(aws, { StatisticValues: { SampleCount: 100, Sum: 900, Minimum: 0, Maximum: 20 } });
		const Statistics = ['Sum', 'SampleCount', 'Maximum'] as const;
		const both = await statistics(aws, { Statistics: [...Statistics], ExtendedStatistics: ['p50'] });
		expect(both[0]).toMatchObject({ Sum: 1004, SampleCount: 200, Maximum: 20, ExtendedStatistics: {} });
	});

	it('keep dimensions and units apart', async () => {
		const aws = await testRegion();
		const Dimensions = [
			{ Name: 'b', Value: '2' },
			{ Name: 'a', Value: '1' }
		];
		await put(aws, { Value: 1, Unit: 'Seconds' }, { Value: 2, Unit: 'Count' }, { Value: 4, Dimensions });
		const sums = async (query: object) =>
			(await statistics(aws, { Statistics: ['Sum'], ...query })).map(({ Sum }) => Sum);
		expect(await sums({})).toEqual([1, 2]);
		expect(await sums({ Unit: 'Count' })).toEqual([2]);
		expect(await sums({ Dimensions: Dimensions.toReversed() })).toEqual([4]);
		expect(await sums({ Dimensions: Dimensions.slice(1) })).toEqual([]);
	});

	it('are listed by namespace, name and dimensions as long as they had values within two weeks', async () => {
		const aws = await testRegion();
		await put(aws, { Value: 1 }, { MetricName: 'n', Value: 1, Dimensions: [{ Name: 'd', Value: '1' }] });
		const names = async (query: object) =>
			(await aws.cloudwatch.send(new ListMetricsCommand(query))).Metrics?.map(({ MetricName }) => MetricName);
		expect(await names({ Namespace })).toEqual(['m', 'n']);
		expect(await names({ Dimensions: [{ Name: 'd' }] })).toEqual(['n']);
		expect(await names({ Dimensions: [{ Name: 'd', Value: '2' }] })).toEqual([]);
		await aws.clock.sleep(4 * HOUR);
		expect(await names({ RecentlyActive: 'PT3H' })).toEqual([]);
		expect(await names({})).toEqual(['m', 'n']);
		await aws.clock.sleep(15 * DAY);
		expect(await names({})).toEqual([]);
	});

	it('grow coarse with age and are forgotten after fifteen months', async () => {
		const aws = await testRegion();
		await put(aws, { Value: 1, StorageResolution: 1 }, { Value: 2, MetricName: 'coarse' });
		const count = async (Period: number) =>
			(await statistics(aws, { Statistics: ['Sum'], Period, EndTime: at(60_000) })).length;
		expect(await count(1)).toBe(1);
		await aws.clock.sleep(4 * HOUR);
		expect([await count(1), await count(60)]).toEqual([0, 1]);
		await aws.clock.sleep(16 * DAY);
		expect([await count(60), await count(300)]).toEqual([0, 1]);
		await aws.clock.sleep(60 * DAY);
		expect([await count(300), await count(3600)]).toEqual([0, 1]);
		await aws.clock.sleep(400 * DAY);
		expect(await count(3600)).toBe(0);
		await put(aws, { Value: 1 });
		expect((await aws.storage.keys('metricHours')).filter((key) => key.includes('"m"'))).toHaveLength(1);
	});

	it('survive the end of the region', async () => {
		const first = await testRegion();
		await put(first, { Value: 7 });
		first.region.close();
		const second = await testRegion({ storage: first.storage });
		expect(await statistics(second, { Statistics: ['Sum'] })).toEqual([
			{ Timestamp: at(0), Sum: 7, Unit: 'None' }
		]);
	});

	it.each<[string, Partial<MetricDatum>, RegExp]>([
		['two kinds of value', { Value: 1, Values: [1] }, /^InvalidParameterCombinationException 400/],
		['no value', {}, /^MissingRequiredParameterException 400/],
		['counts of another length', { Values: [1, 2], Counts: [1] }, /^InvalidParameterValueException 400/],
		['a time long ago', { Value: 1, Timestamp: at(-15 * DAY) }, /past two weeks/],
		['a time ahead', { Value: 1, Timestamp: at(3 * HOUR) }, /two hours ahead/],
		['a resolution in between', { Value: 1, StorageResolution: 30 }, /StorageResolution/],
		['a number too large', { Value: 1e300 }, /2\^360/]
	])('are refused with %s', async (_, datum, message) => {
		expect(await errorOf(put(await testRegion(), datum))).toMatch(message);
	});

	it('may not take a namespace of AWS, nor be asked for too much at once', async () => {
		const aws = await testRegion();
		const own = new PutMetricDataCommand({ Namespace: 'AWS/X', MetricData: [{ MetricName: 'm', Value: 1 }] });
		expect(await errorOf(aws.cloudwatch.send(own))).toMatch(
			/^InvalidParameterValueException 400: .*reserved/
		);
		const Statistics = ['Sum'] as const;
		const ask = (query: object) => statistics(aws, { Statistics: [...Statistics], ...query });
		expect(await errorOf(ask({ StartTime: at(-2 * DAY) }))).toMatch(
			/2940 datapoints, which exceeds the limit of 1440/
		);
		expect(await errorOf(ask({ Period: 61 }))).toMatch(/^InvalidParameterValueException/);
		expect(await errorOf(ask({ EndTime: at(-1) }))).toMatch(/^InvalidParameterCombinationException/);
		expect(await errorOf(ask({ Statistics: undefined }))).toMatch(/^MissingRequiredParameterException/);
		await put(aws, { Value: 1 });
		expect(await errorOf(statistics(aws, { ExtendedStatistics: ['p200'] }))).toMatch(/not a valid statistic/);
	});
});

describe('metric math', () => {
	async function withTwo(): Promise<TestRegion> {
		const aws = await testRegion();
		for (const [minute, a, b] of [
			[0, 10, 2],
			[1, 20, 0],
			[3, 40, 8]
		] as const) {
			const Timestamp = at(minute * MINUTE);
			await put(aws, { MetricName: 'a', Value: a, Timestamp }, { MetricName: 'b', Value: b, Timestamp });
		}
		return aws;
	}

	it.each<[string, number[]]>([
		['a / b', [5, 5]],
		['(a + b) * 2 - 1', [23, 39, 95]],
		['-a + 1', [-9, -19, -39]],
		['2 ^ b', [4, 1, 256]],
		['SUM([a, b])', [12, 20, 48]],
		['MAX(METRICS())', [10, 20, 40]],
		['a - AVG(a)', [10 - 70 / 3, 20 - 70 / 3, 40 - 70 / 3]],
		['DIFF(a)', [10, 20]],
		['RATE(a)', [10 / 60, 20 / 120]],
		['IF(b > 1, a, 0)', [10, 0, 40]],
		['a / PERIOD(a)', [10 / 60, 20 / 60, 40 / 60]],
		['b == 0 || a > 30', [0, 1, 1]]
	])('%s', async (Expression, expected) => {
		const aws = await withTwo();
		const hidden = [metric('a', 'a'), metric('b', 'b')].map((query) => ({ ...query, ReturnData: false }));
		const { e } = await ask(aws, ...hidden, { Id: 'e', Expression });
		expect(e).toHaveLength(expected.length);
		expected.forEach((value, i) => expect(e![i]).toBeCloseTo(value, 12));
	});

	it('fills the gaps of the time that was asked for', async () => {
		const aws = await withTwo();
		const { e } = await ask(aws, metric('a', 'a'), { Id: 'e', Expression: 'FILL(a, 0)' });
		expect(e).toHaveLength(60);
		expect(e!.slice(0, 5)).toEqual([10, 20, 0, 40, 0]);
		const { r } = await ask(aws, metric('a', 'a'), { Id: 'r', Expression: "FILL(a, 'REPEAT')" });
		expect(r!.slice(0, 5)).toEqual([10, 20, 20, 40, 40]);
	});

	it.each([
		['a +', /cannot be read at its end/],
		['a ) b', /cannot be read at '\)'/],
		['nobody * 2', /The id nobody is used/],
		['e * 2', /refers to itself/],
		['AVG(a)', /must give one time series/],
		['ANOMALY_DETECTION_BAND(a, 2)', /^NotSimulated 501: The function ANOMALY_DETECTION_BAND/],
		["SEARCH('x', 'Sum')", /^NotSimulated 501/]
	])('says what is wrong with %s', async (Expression, message) => {
		const aws = await withTwo();
		expect(await errorOf(ask(aws, metric('a', 'a'), { Id: 'e', Expression }))).toMatch(message);
	});

	it('gives its points page by page', async () => {
		const aws = await withTwo();
		const query = {
			MetricDataQueries: [metric('a', 'a'), metric('b', 'b')],
			StartTime: at(0),
			EndTime: at(HOUR),
			MaxDatapoints: 2
		};
		const seen: [string | undefined, number][] = [];
		for await (const { MetricDataResults } of paginateGetMetricData({ client: aws.cloudwatch }, query)) {
			for (const { Id, Values = [] } of MetricDataResults ?? [])
				for (const value of Values) seen.push([Id, value]);
		}
		expect(seen).toEqual([
			['a', 40],
			['a', 20],
			['a', 10],
			['b', 8],
			['b', 0],
			['b', 2]
		]);
	});
});

describe("SageMaker's metrics", () => {
	it('count each request to an endpoint and what came of it', async () => {
		const aws = await testRegion();
		await servingEndpoint(aws, 'e');
		const invoke = (ContentType: string) =>
			aws.runtime.send(new InvokeEndpointCommand({ EndpointName: 'e', ContentType, Body: encodeUtf8('3') }));
		await invoke('text/csv');
		await invoke('text/csv');
		expect(await errorOf(invoke('text/plain'))).toMatch(/^ModelError 424/);
		const Dimensions = [
			{ Name: 'VariantName', Value: 'A' },
			{ Name: 'EndpointName', Value: 'e' }
		];
		const now = aws.clock.now();
		const read = async (MetricName: string, Statistic: 'Sum' | 'SampleCount' = 'Sum') =>
			(
				await statistics(aws, {
					Namespace: 'AWS/SageMaker',
					MetricName,
					Dimensions,
					StartTime: new Date(now - MINUTE),
					EndTime: new Date(now + MINUTE),
					Statistics: [Statistic]
				})
			)[0]?.[Statistic];
		expect(await read('Invocations')).toBe(3);
		expect(await read('InvocationsPerInstance')).toBe(3);
		expect(await read('Invocation4XXErrors')).toBe(1);
		expect(await read('Invocation4XXErrors', 'SampleCount')).toBe(3);
		expect(await read('Invocation5XXErrors')).toBe(0);
		expect(await read('ModelLatency', 'SampleCount')).toBe(3);
		expect(await read('OverheadLatency', 'SampleCount')).toBe(3);
	});

	it('hold what a training job wrote into its log', async () => {
		const aws = await testRegion();
		await putData(aws);
		await aws.sagemaker.send(new CreateTrainingJobCommand(jobInput('j')));
		const job = await pollJob(aws, 'j');
		const final = job.FinalMetricDataList![0]!;
		const points = await statistics(aws, {
			Namespace: '/aws/sagemaker/TrainingJobs',
			MetricName: final.MetricName!,
			Dimensions: [{ Name: 'TrainingJobName', Value: 'j' }],
			StartTime: new Date(aws.clock.now() - HOUR),
			EndTime: new Date(aws.clock.now() + MINUTE),
			Statistics: ['Minimum', 'SampleCount']
		});
		expect(points.reduce((sum, { SampleCount }) => sum + SampleCount!, 0)).toBeGreaterThan(1);
		// CloudWatch's Minimum of a falling error is its last value, which SageMaker tells in single precision.
		expect(points.at(-1)!.Minimum).toBeCloseTo(final.Value!, 4);
	});
});
