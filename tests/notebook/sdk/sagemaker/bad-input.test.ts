import { beforeAll, describe, expect, test } from 'vitest';
import { GetObjectCommand } from '#notebook/sdk/aws/client-s3.ts';
import {
	CSVDeserializer,
	CSVSerializer,
	Estimator,
	Predictor,
	Session,
	TrainingInput,
	getExecutionRole,
	imageUris,
	type Hyperparameters
} from '#notebook/sdk/sagemaker/index.ts';
import { regionWithBridge } from '#tests/support/region-bridge.ts';

const GOOD = '1,0,1\n2,1,1\n3,2,1\n4,3,1\n5,4,1\n6,5,1\n7,6,1\n8,7,1\n';
const csv = { serializer: new CSVSerializer(), deserializer: new CSVDeserializer() };

let session: Session;
let role: string;

beforeAll(async () => {
	await regionWithBridge();
	session = new Session();
	role = await getExecutionRole(session);
});

function estimator(hyperparameters: Hyperparameters): Estimator {
	const imageUri = imageUris.retrieve({ framework: 'xgboost', version: '1.7-1' });
	const instance = { instanceCount: 1, instanceType: 'ml.m5.xlarge' };
	return new Estimator({ imageUri, role, ...instance, sagemakerSession: session, hyperparameters });
}

async function trainOn(
	data: string,
	hyperparameters: Hyperparameters = { num_round: 2 }
): Promise<Estimator> {
	const fileName = `${await session.uniqueName('data')}.csv`;
	const s3Data = await session.uploadData({ data, keyPrefix: 'bad', fileName });
	const trained = estimator(hyperparameters);
	await trained.fit({ train: new TrainingInput({ s3Data, contentType: 'text/csv' }) });
	return trained;
}

describe('a training job fails with the reason where', () => {
	const failed = (reason: RegExp) => ({
		code: 'UnexpectedStatusException',
		message: expect.stringMatching(reason) as string,
		hint: expect.stringContaining('mend what the reason names') as string
	});

	test.each<[string, Hyperparameters, RegExp]>([
		['a hyperparameter is out of range', { num_round: 2, eta: 7 }, /ClientError: .*eta.*7/],
		['a hyperparameter is unknown', { num_round: 2, max_dept: 5 }, /ClientError: .*max_dept/],
		['num_round is missing', {}, /ClientError: .*num_round/]
	])('%s', async (_, hyperparameters, reason) => {
		await expect(trainOn(GOOD, hyperparameters)).rejects.toMatchObject(failed(reason));
	});

	test('a numeric CSV holds text', async () => {
		await expect(trainOn('1,2\n3,Nahant\n')).rejects.toMatchObject(
			failed(/ClientError: .*line 2, column 2.*Nahant/)
		);
	});

	test('a channel is empty', async () => {
		await expect(trainOn('')).rejects.toMatchObject(failed(/ClientError: .*[Nn]o data in/));
	});

	test('a channel’s prefix or bucket is not there', async () => {
		const fit = (s3Data: string) => estimator({ num_round: 2 }).fit({ train: new TrainingInput({ s3Data }) });
		const bucket = await session.defaultBucket();
		await expect(fit(`s3://${bucket}/nothing-here`)).rejects.toMatchObject(
			failed(/ClientError: .*nothing-here/)
		);
		await expect(fit('s3://never-made/x')).rejects.toMatchObject(failed(/ClientError: .*never-made/));
	});
});

describe('a request is refused where', () => {
	test('a name breaks AWS’s pattern', async () => {
		const s3Data = await session.uploadData({ data: GOOD, fileName: 'good.csv' });
		const failure = estimator({ num_round: 2 }).fit(s3Data, { jobName: 'bad_name!' });
		await expect(failure).rejects.toMatchObject({
			name: 'ValidationException',
			message: expect.stringMatching(
				/^1 validation error detected: Value 'bad_name!' at 'trainingJobName'/
			) as string
		});
	});

	test('a name is taken', async () => {
		const trained = await trainOn(GOOD);
		const jobName = trained.latestTrainingJob!.name;
		const again = trained.fit('s3://b/x', { jobName });
		await expect(again).rejects.toMatchObject({ name: 'ResourceInUse' });
	});

	test('a bucket or an object is not there', async () => {
		const get = (Bucket: string, Key: string) => session.s3Client.send(new GetObjectCommand({ Bucket, Key }));
		await expect(get('never-made', 'x')).rejects.toMatchObject({ name: 'NoSuchBucket' });
		await expect(get(await session.defaultBucket(), 'x')).rejects.toMatchObject({ name: 'NoSuchKey' });
	});

	test('there is no such endpoint', async () => {
		const predictor = new Predictor({ endpointName: 'never-made', sagemakerSession: session, ...csv });
		await expect(predictor.predict([1, 2])).rejects.toMatchObject({
			name: 'ValidationError',
			message: expect.stringContaining('never-made') as string
		});
		await expect(predictor.deleteEndpoint()).rejects.toMatchObject({
			name: 'ValidationException',
			message: expect.stringContaining('Could not find') as string
		});
	});
});

describe('an endpoint answers with an error', () => {
	const options = { initialInstanceCount: 1, instanceType: 'ml.m5.large', ...csv };

	test('while it is not in service yet, for a wrong number of features, and for what is no CSV', async () => {
		const trained = await trainOn(GOOD);
		const predictor = await trained.deploy({ ...options, wait: false });
		await expect(predictor.predict([1, 1])).rejects.toMatchObject({ name: 'ValidationError' });
		const other = await trained.deploy(options);
		await expect(other.predict([1, 2, 3, 4])).rejects.toMatchObject({
			name: 'ModelError',
			hint: expect.stringContaining('the same features in the same order') as string,
			message: expect.stringMatching(/client error \(400\).*4 is not consistent.*2/) as string
		});
		await expect(other.predict('no,numbers')).rejects.toMatchObject({ name: 'ModelError' });
		const low = Number((await other.predict([0, 1])).flat()[0]);
		const high = Number((await other.predict([7, 1])).flat()[0]);
		expect(low).toBeLessThan(high);
	});
});
