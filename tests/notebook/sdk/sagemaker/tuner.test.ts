import { beforeAll, expect, test } from 'vitest';
import { DescribeTrainingJobCommand } from '@aws-sdk/client-sagemaker';
import { toCsv } from '#ml/data/to-csv.ts';
import { Estimator } from '#notebook/sdk/sagemaker/estimator.ts';
import { shortTimestampedName } from '#notebook/sdk/sagemaker/names.ts';
import {
	CategoricalParameter,
	ContinuousParameter,
	IntegerParameter,
	toParameterRanges
} from '#notebook/sdk/sagemaker/parameter-ranges.ts';
import { CSVDeserializer, CSVSerializer } from '#notebook/sdk/sagemaker/serializers.ts';
import { Session } from '#notebook/sdk/sagemaker/session.ts';
import { TrainingInput } from '#notebook/sdk/sagemaker/training-input.ts';
import { HyperparameterTuner, type HyperparameterTunerOptions } from '#notebook/sdk/sagemaker/tuner.ts';
import { TEST_EPOCH } from '#tests/support/instant-clock.ts';
import { regionWithBridge } from '#tests/support/region-bridge.ts';

const IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1';
let session: Session;
let inputs: Record<string, TrainingInput>;

/** y = x², label first. */
function parabola(offset: number): string {
	const rows = Array.from({ length: 60 }, (_, i) => ({
		y: ((i + offset) / 10 - 3) ** 2,
		x: (i + offset) / 10 - 3
	}));
	return toCsv(rows, { header: false });
}

beforeAll(async () => {
	await regionWithBridge();
	session = new Session();
	const train = await session.uploadData({ data: parabola(0), fileName: 'train.csv' });
	const validation = await session.uploadData({ data: parabola(0.5), fileName: 'validation.csv' });
	inputs = {
		train: new TrainingInput({ s3Data: train, contentType: 'text/csv' }),
		validation: new TrainingInput({ s3Data: validation, contentType: 'text/csv' })
	};
});

function tunerOf(options: Partial<HyperparameterTunerOptions> = {}): HyperparameterTuner {
	const estimator = new Estimator({
		imageUri: IMAGE,
		role: 'arn:aws:iam::123456789012:role/service-role/AmazonSageMaker-ExecutionRole',
		instanceCount: 1,
		instanceType: 'ml.m5.xlarge',
		sagemakerSession: session,
		hyperparameters: { num_round: 8, max_depth: 3 }
	});
	return new HyperparameterTuner({
		estimator,
		objectiveMetricName: 'validation:rmse',
		objectiveType: 'Minimize',
		hyperparameterRanges: {
			eta: new ContinuousParameter(0.05, 0.9),
			max_depth: new IntegerParameter(1, 6)
		},
		maxJobs: 5,
		maxParallelJobs: 2,
		randomSeed: 1,
		...options
	});
}

test('a search trains models, tells the best, and puts it behind an endpoint', async () => {
	const tuner = tunerOf();
	await tuner.fit(inputs);
	expect(tuner.latestTuningJob).toMatch(/^sagemaker-xgboost-\d{6}-\d{6}$/);
	const rows = await tuner.analytics().dataframe();
	expect(rows).toHaveLength(5);
	for (const row of rows) {
		expect(row.TrainingJobStatus).toBe('Completed');
		expect(Number.isInteger(row['max_depth'])).toBe(true);
		expect(row['eta']).toBeGreaterThanOrEqual(0.05);
		expect(row.TrainingElapsedTimeSeconds).toBeGreaterThan(0);
	}
	const best = rows.reduce((a, b) => (b.FinalObjectiveValue! < a.FinalObjectiveValue! ? b : a));
	expect(await tuner.bestTrainingJob()).toBe(best.TrainingJobName);
	const { HyperParameters } = await session.sagemakerClient.send(
		new DescribeTrainingJobCommand({ TrainingJobName: best.TrainingJobName })
	);
	expect(HyperParameters).toMatchObject({ num_round: '8', max_depth: String(best['max_depth']) });
	const predictor = await tuner.deploy({
		initialInstanceCount: 1,
		instanceType: 'ml.m5.large',
		serializer: new CSVSerializer(),
		deserializer: new CSVDeserializer()
	});
	const [far, near] = (await predictor.predict([[-2.5], [0]])).flat();
	expect(Number(far)).toBeGreaterThan(Number(near) + 2);
	await predictor.deleteEndpoint();
});

test('a search that is not waited for can be stopped; one without a value has no best job', async () => {
	const tuner = tunerOf({ maxJobs: 50 });
	expect(() => tuner.analytics()).toThrow('This tuner has no tuning job yet.');
	await tuner.fit(inputs, { wait: false, jobName: 'long' });
	await expect(tuner.bestTrainingJob()).rejects.toThrow(
		"The tuning job 'long' has no best training job yet."
	);
	await tuner.stopTuningJob();
	await tuner.wait();
	expect((await tuner.describe()).HyperParameterTuningJobStatus).toBe('Stopped');
});

test('a grid needs no number of jobs', async () => {
	const tuner = tunerOf({
		strategy: 'Grid',
		hyperparameterRanges: { max_depth: new CategoricalParameter([1, 2]) }
	});
	const { maxJobs: _maxJobs, ...options } = tuner.options;
	const grid = new HyperparameterTuner(options);
	await grid.fit(inputs, { jobName: 'grid' });
	expect((await grid.analytics().dataframe()).map((row) => row['max_depth'])).toEqual([1, 2]);
});

test('ranges travel as AWS wants them', () => {
	expect(
		toParameterRanges({
			eta: new ContinuousParameter(0.01, 1, { scalingType: 'Logarithmic' }),
			max_depth: new IntegerParameter(1, 9),
			objective: new CategoricalParameter('reg:squarederror')
		})
	).toEqual({
		ContinuousParameterRanges: [{ Name: 'eta', MinValue: '0.01', MaxValue: '1', ScalingType: 'Logarithmic' }],
		IntegerParameterRanges: [{ Name: 'max_depth', MinValue: '1', MaxValue: '9', ScalingType: 'Auto' }],
		CategoricalParameterRanges: [{ Name: 'objective', Values: ['reg:squarederror'] }]
	});
	expect(() => new ContinuousParameter('0' as unknown as number, NaN)).toThrow('from a number to a number');
});

test('a short name keeps within 32 characters', () => {
	const name = shortTimestampedName('a-very-long-beginning-of-a-name', TEST_EPOCH);
	expect(name).toBe('a-very-long-beginn-260301-120000');
	expect(name).toHaveLength(32);
});
