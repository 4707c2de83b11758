import { setTimeout as wait } from 'node:timers/promises';
import type { Row } from '../notebook/row.ts';
import { counted, leanRequest, sagemakerRequest, sendAll, type LeanRequest } from './lean-client.ts';
import { withServer } from './server.ts';

const ROLE = 'arn:aws:iam::123456789012:role/AmazonSageMaker-ExecutionRole';
const IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1';
const OBJECTS = 100_000;
const JOBS = 10_000;
const CONNECTIONS = 8;
const BATCHES = 25;
const BATCH = 20;

/** How many times as long a call takes in a full account as in one with a hundredth of it; 1 is flat. */
const MAX_GROWTH = 1.5;

interface Probe {
	readonly name: string;
	readonly make: (i: number) => LeanRequest;
}

const OBJECT_PROBES: readonly Probe[] = [
	{ name: 'PutObject', make: (i) => leanRequest('PUT', `/flat/new/${i}`, {}, 'x') },
	{ name: 'GetObject', make: (i) => leanRequest('GET', `/flat/${i % 10}/${i % 100}`) },
	{
		name: 'ListObjectsV2 of 10',
		make: (i) => leanRequest('GET', `/flat?list-type=2&max-keys=10&prefix=0/&start-after=0/${i % 8}`)
	}
];

const JOB_PROBES: readonly Probe[] = [
	{ name: 'CreateTrainingJob', make: (i) => createJob(`new-${i}`) },
	{
		name: 'DescribeTrainingJob',
		make: (i) => sagemakerRequest('DescribeTrainingJob', { TrainingJobName: `job-${i % 100}` })
	},
	{ name: 'ListTrainingJobs of 10', make: () => sagemakerRequest('ListTrainingJobs', { MaxResults: 10 }) }
];

/** Whether a call costs as much in a full account as in a nearly empty one. Jobs are recorded and do not run. */
export async function flatCosts(): Promise<Row[]> {
	return [
		...(await growth(`${OBJECTS} objects`, OBJECTS, OBJECT_PROBES, (i) =>
			leanRequest('PUT', `/flat/${i % 10}/${i}`, {}, 'x')
		)),
		...(await growth(`${JOBS} jobs`, JOBS, JOB_PROBES, (i) => createJob(`job-${i}`)))
	];
}

/**
 * Two servers, one with much and one with little, are asked in turn: whatever else slows the machine down slows both. Each
 * batch of calls is timed by itself, and the medians are compared.
 */
function growth(
	what: string,
	many: number,
	probes: readonly Probe[],
	fill: (i: number) => LeanRequest
): Promise<Row[]> {
	const few = many / 100;
	const options = ['--profile', 'api-only'];
	return withServer(
		(small) =>
			withServer(async (large) => {
				await fillAccount(small.url, few, fill);
				await fillAccount(large.url, many, fill);
				const rows: Row[] = [];
				for (const { name, make } of probes) {
					const [before, after] = await medianTimes([small.url, large.url], make);
					rows.push({
						name: `${name} with ${what}, over ${few}`,
						unit: 'times',
						value: round(after / before),
						peers: { [`ms with ${few}`]: round(before), [`ms with ${many}`]: round(after) },
						bar: { max: MAX_GROWTH }
					});
				}
				return rows;
			}, options),
		options
	);
}

/** What runs in the background when all is there must have ended: it would be timed too. */
async function fillAccount(url: string, count: number, fill: (i: number) => LeanRequest): Promise<void> {
	const one = (request: LeanRequest): Promise<number> =>
		sendAll(
			url,
			1,
			counted(1, () => request)
		);
	await one(leanRequest('PUT', '/flat'));
	await one(leanRequest('PUT', '/flat/train/x', {}, '1,2\n3,4\n'));
	await sendAll(url, CONNECTIONS, counted(count, fill));
	while (await hasLiveJobs(url)) await wait(200);
}

async function hasLiveJobs(url: string): Promise<boolean> {
	const answer = await fetch(url, {
		method: 'POST',
		headers: {
			'content-type': 'application/x-amz-json-1.1',
			'x-amz-target': 'SageMaker.ListTrainingJobs'
		},
		body: JSON.stringify({ StatusEquals: 'InProgress', MaxResults: 1 })
	});
	return ((await answer.json()) as { TrainingJobSummaries: unknown[] }).TrainingJobSummaries.length > 0;
}

/** Milliseconds of one call at each place, after as many calls have warmed it up. */
async function medianTimes(
	urls: readonly [string, string],
	make: (i: number) => LeanRequest
): Promise<[number, number]> {
	const times: [number[], number[]] = [[], []];
	let from = 0;
	for (let batch = 0; batch < 2 * BATCHES; batch++) {
		for (const at of [0, 1] as const) {
			const first = from;
			from += BATCH;
			const ms = await sendAll(
				urls[at],
				1,
				counted(BATCH, (i) => make(first + i))
			);
			if (batch >= BATCHES) times[at].push(ms / BATCH);
		}
	}
	return [median(times[0]), median(times[1])];
}

function median(values: readonly number[]): number {
	return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

function createJob(name: string): LeanRequest {
	return sagemakerRequest('CreateTrainingJob', {
		TrainingJobName: name,
		AlgorithmSpecification: { TrainingImage: IMAGE, TrainingInputMode: 'File' },
		RoleArn: ROLE,
		HyperParameters: { num_round: '1' },
		InputDataConfig: [
			{
				ChannelName: 'train',
				ContentType: 'text/csv',
				DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://flat/train/' } }
			}
		],
		OutputDataConfig: { S3OutputPath: 's3://flat/output' },
		ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 5 },
		StoppingCondition: { MaxRuntimeInSeconds: 3600 }
	});
}

function round(ms: number): number {
	return Number(ms.toFixed(2));
}
