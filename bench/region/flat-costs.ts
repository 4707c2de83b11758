import type { Row } from '../notebook/row.ts';
import { counted, leanRequest, sagemakerRequest, sendAll, type LeanRequest } from './lean-client.ts';
import { withServer } from './server.ts';

const ROLE = 'arn:aws:iam::123456789012:role/AmazonSageMaker-ExecutionRole';
const IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1';
const OBJECTS = 100_000;
const JOBS = 10_000;
const CONNECTIONS = 8;
const REPEATS = 200;

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
		make: (i) => leanRequest('GET', `/flat?list-type=2&max-keys=10&prefix=0/${i}`)
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

async function growth(
	what: string,
	many: number,
	probes: readonly Probe[],
	fill: (i: number) => LeanRequest
): Promise<Row[]> {
	return withServer(
		async ({ url }) => {
			await sendAll(
				url,
				1,
				counted(1, () => leanRequest('PUT', '/flat'))
			);
			await sendAll(
				url,
				1,
				counted(1, () => leanRequest('PUT', '/flat/train/x', {}, '1,2\n3,4\n'))
			);
			const few = many / 100;
			await sendAll(url, CONNECTIONS, counted(few, fill));
			const before = await timesOf(url, probes, 0);
			await sendAll(
				url,
				CONNECTIONS,
				counted(many - few, (i) => fill(few + i))
			);
			const after = await timesOf(url, probes, 1);
			return probes.map(({ name }, i) => ({
				name: `${name} with ${what}, over ${few}`,
				unit: 'times',
				value: Number((after[i]! / before[i]!).toFixed(2)),
				peers: { 'ms before': round(before[i]!), 'ms after': round(after[i]!) },
				bar: { max: MAX_GROWTH }
			}));
		},
		['--profile', 'api-only']
	);
}

/** Milliseconds of one call, by probe; as many calls warm it up. */
async function timesOf(url: string, probes: readonly Probe[], pass: number): Promise<number[]> {
	const times: number[] = [];
	for (const { make } of probes) {
		const half = (from: number): Promise<number> =>
			sendAll(
				url,
				1,
				counted(REPEATS, (i) => make(from + i + 2 * pass * REPEATS))
			);
		await half(0);
		times.push((await half(REPEATS)) / REPEATS);
	}
	return times;
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
