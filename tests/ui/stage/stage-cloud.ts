import type {
	EndpointView,
	MeterLine,
	MetricPoint,
	RegionEvent,
	RegionSnapshot,
	TrainingJobView
} from '#sim/events.ts';
import type { CloudSource } from '#state/cloud/cloud-source.ts';

const START = Date.UTC(2026, 2, 1, 12);
const MINUTE = 60_000;
const JOB = 'xgboost-2026-03-01-12-04-11-314';
const BUCKET = 'sagemaker-us-east-1-111122223333';

const nothing: RegionSnapshot = {
	now: START,
	speed: 60,
	accountId: '111122223333',
	region: 'us-east-1',
	buckets: [],
	objects: [],
	trainingJobs: [],
	metrics: {},
	endpoints: [],
	logs: [],
	meter: [],
	settings: { prices: {}, quotas: {} }
};

const job = (
	status: TrainingJobView['status'],
	secondaryStatus: string,
	failureReason: string | null
): TrainingJobView => ({
	name: JOB,
	status,
	secondaryStatus,
	algorithm: 'xgboost',
	instanceType: 'ml.m5.xlarge',
	instanceCount: 1,
	hyperparameters: {
		objective: 'reg:squarederror',
		num_round: '100',
		max_depth: '5',
		eta: '0.2',
		subsample: '0.7'
	},
	createdAt: START + 4 * MINUTE,
	endedAt: status === 'InProgress' ? null : START + 7 * MINUTE,
	billableSeconds: status === 'InProgress' ? null : 95,
	failureReason,
	modelArtifacts: status === 'Completed' ? `s3://${BUCKET}/boston/output/${JOB}/output/model.tar.gz` : null,
	transitions: [
		{
			status: 'Starting',
			message: 'Preparing the instances for training',
			startedAt: START + 4 * MINUTE,
			endedAt: START + 5 * MINUTE
		},
		{
			status: 'Downloading',
			message: 'Downloading input data',
			startedAt: START + 5 * MINUTE,
			endedAt: START + 5.4 * MINUTE
		},
		{
			status: 'Training',
			message: 'Training image download completed. Training in progress.',
			startedAt: START + 5.4 * MINUTE,
			endedAt: status === 'InProgress' ? null : START + 6.6 * MINUTE
		}
	]
});

const endpoint: EndpointView = {
	name: 'boston-housing',
	status: 'InService',
	configName: 'boston-housing-config',
	variants: [
		{
			name: 'AllTraffic',
			modelName: 'boston-model',
			instanceType: 'ml.m5.xlarge',
			instanceCount: 1,
			weight: 1
		}
	],
	createdAt: START + 8 * MINUTE,
	failureReason: null,
	invocations: 102
};

const meterLine = (
	line: Pick<MeterLine, 'id' | 'service' | 'resource' | 'sku'> & Partial<MeterLine>
): MeterLine => ({
	quantity: 1,
	price: 0.23,
	timed: true,
	startedAt: START + 8 * MINUTE,
	endedAt: null,
	...line
});

function pointsUpTo(rounds: number): MetricPoint[] {
	return Array.from({ length: rounds }, (_, step) => [
		{ name: 'train:rmse', step, value: 1.1 + 17 * 0.86 ** step, at: START },
		{ name: 'validation:rmse', step, value: 2.9 + 16 * 0.87 ** step + 0.004 * step, at: START }
	]).flat();
}

function full(): RegionSnapshot {
	const at = START + 5 * MINUTE;
	const object = (key: string, sizeBytes: number) => ({
		bucket: BUCKET,
		key,
		sizeBytes,
		modifiedAt: at,
		etag: '"0"',
		contentType: 'text/csv'
	});
	return {
		...nothing,
		now: START + 30 * MINUTE,
		buckets: [{ name: BUCKET, createdAt: START }],
		objects: [
			object('boston/train/train.csv', 24_120),
			object('boston/validation/validation.csv', 5_210),
			object(`boston/output/${JOB}/output/model.tar.gz`, 81_234),
			object('notes.txt', 120)
		],
		trainingJobs: [
			job('Completed', 'Completed', null),
			{
				...job('Failed', 'Failed', "ClientError: Hyperparameter 'eta' must lie in [0, 1], got 3."),
				name: 'xgboost-2026-03-01-12-01-00-100',
				createdAt: START + MINUTE,
				endedAt: START + 2 * MINUTE
			}
		],
		metrics: { [JOB]: pointsUpTo(100) },
		endpoints: [endpoint],
		logs: [
			{
				group: '/aws/sagemaker/TrainingJobs',
				stream: `${JOB}/algo-1-1772366651`,
				lines: pointsUpTo(60).map(({ step, value }) => ({
					at,
					message: `[${step}]#011train-rmse:${value.toFixed(5)}`
				}))
			}
		],
		meter: [
			meterLine({
				id: 't',
				service: 'Training',
				resource: JOB,
				sku: 'ml.m5.xlarge',
				startedAt: at,
				endedAt: at + 95_000
			}),
			meterLine({ id: 'e', service: 'Hosting', resource: 'boston-housing', sku: 'ml.m5.xlarge' }),
			meterLine({
				id: 's',
				service: 'Storage',
				resource: BUCKET,
				sku: 'Standard',
				price: 0.0000315,
				quantity: 0.0001
			})
		]
	};
}

/** A region that plays a scene: `empty`, `full`, or `training` (a job whose curve grows). */
export function stageCloud(scene: string): CloudSource {
	let snapshot = scene === 'full' ? full() : nothing;
	const calls: string[] = [];
	let tell: ((events: readonly RegionEvent[], now: number) => void) | null = null;
	return {
		watch(onSnapshot, onEvents) {
			tell = onEvents;
			onSnapshot(snapshot);
			if (scene === 'training') playTraining(onEvents);
			return () => (tell = null);
		},
		call(service, operation, input) {
			calls.push(`${service}.${operation} ${JSON.stringify(input)}`);
			snapshot = { ...snapshot, endpoints: [] };
			const ended = meterLine({
				id: 'e',
				service: 'Hosting',
				resource: 'boston-housing',
				sku: 'ml.m5.xlarge',
				endedAt: START + 31 * MINUTE
			});
			tell?.(
				[
					{ type: 'endpoint', name: 'boston-housing', endpoint: null },
					{ type: 'meter', line: ended }
				],
				START + 31 * MINUTE
			);
			return Promise.resolve({});
		},
		watchPaths: () => () => {},
		changeSettings: () => Promise.resolve(),
		killTrainingInstance: () => Promise.resolve(false)
	};
}

function playTraining(tell: (events: readonly RegionEvent[], now: number) => void): void {
	let round = 0;
	const all = pointsUpTo(100);
	setTimeout(
		() => tell([{ type: 'trainingJob', job: job('InProgress', 'Training', null) }], START + 6 * MINUTE),
		300
	);
	const timer = setInterval(() => {
		const points = all.slice(round * 2, round * 2 + 2);
		tell([{ type: 'metrics', jobName: JOB, points }], START + 6 * MINUTE + round * 600);
		if (++round === 45) clearInterval(timer);
	}, 20);
}
