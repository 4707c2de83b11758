import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
	CreateTrainingJobCommand,
	DeleteTrainingJobCommand,
	DescribeTrainingJobCommand,
	StopTrainingJobCommand,
	type Channel
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import type { TrainingRunner } from '#sim/ports.ts';
import { FlowingClock } from '#tests/support/flowing-clock.ts';
import { errorOf, testRegion } from '#tests/support/test-region.ts';
import { jobInput, pollJob, putData } from '#tests/support/training-job.ts';

const FOREVER = { HyperParameters: { num_round: '1000000000' } };

function channel(S3Uri: string): Channel[] {
	return [{ ChannelName: 'train', DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri } } }];
}

describe('a training job', () => {
	it('goes through AWS’s statuses and sentences, about 100 simulated seconds of waiting', async () => {
		const aws = await testRegion();
		await putData(aws);
		const began = aws.clock.now();
		await aws.sagemaker.send(new CreateTrainingJobCommand(jobInput('j')));
		const job = await pollJob(aws, 'j');
		const seen = aws.heard.flatMap((event) =>
			event.type === 'trainingJob' ? [`${event.job.status}/${event.job.transitions.at(-1)?.message}`] : []
		);
		expect(seen).toEqual([
			'InProgress/Starting the training job',
			'InProgress/Preparing the instances for training',
			'InProgress/Downloading input data',
			'InProgress/Downloading the training image',
			'InProgress/Training image download completed. Training in progress',
			'InProgress/Uploading generated training model',
			'Completed/Training job completed'
		]);
		expect(job.TrainingEndTime!.getTime() - began).toBe(100_000);
		expect(job.TrainingStartTime!.getTime() - began).toBe(40_000);
		expect(job.TrainingTimeInSeconds).toBe(60);
		expect(job.SecondaryStatusTransitions?.every(({ EndTime }) => EndTime !== undefined)).toBe(true);
	});

	it('takes no longer when another runs beside it', async () => {
		const aws = await testRegion();
		await putData(aws);
		const began = aws.clock.now();
		await aws.sagemaker.send(new CreateTrainingJobCommand(jobInput('one')));
		await aws.sagemaker.send(new CreateTrainingJobCommand(jobInput('two')));
		for (const name of ['one', 'two']) {
			const job = await pollJob(aws, name);
			expect(job.TrainingJobStatus).toBe('Completed');
			expect(job.TrainingEndTime!.getTime() - began).toBe(100_000);
		}
	});

	it('turns log lines into metrics by the algorithm’s expressions', async () => {
		const aws = await testRegion();
		await putData(aws);
		await aws.sagemaker.send(
			new CreateTrainingJobCommand(jobInput('j', { HyperParameters: { num_round: '5' } }))
		);
		await pollJob(aws, 'j');
		const points = aws.heard.flatMap((event) => (event.type === 'metrics' ? event.points : []));
		expect(points.map(({ name, step }) => `${name} ${step}`)).toEqual(
			[0, 1, 2, 3, 4].map((i) => `train:rmse ${i}`)
		);
		expect(points[4]!.value).toBeLessThan(points[0]!.value);
		expect(aws.region.snapshot().metrics['j']).toEqual(points);
	});

	it.each<[string, Parameters<typeof jobInput>[1], string]>([
		[
			'an absent bucket',
			{ InputDataConfig: channel('s3://nowhere/train') },
			"ClientError: Data download failed: in channel 'train' the bucket of 's3://nowhere/train' does not exist. Create it and put the data in."
		],
		[
			'a prefix without objects',
			{ InputDataConfig: channel('s3://data/nothing') },
			"ClientError: Data download failed: in channel 'train' no S3 objects were found under S3 URL 's3://data/nothing'. Put the data there, or correct the prefix."
		],
		[
			'an image that is not known',
			{ AlgorithmSpecification: { TrainingImage: 'me/mine:1', TrainingInputMode: 'File' } },
			"ClientError: Cannot pull the training image 'me/mine:1': it is not known here. Use the image of a built-in algorithm of this region."
		],
		['a bad hyperparameter', { HyperParameters: {} }, 'ClientError: num_round must be a whole number.'],
		[
			'an absent output bucket',
			{ OutputDataConfig: { S3OutputPath: 's3://nowhere/out' } },
			'ClientError: Artifact upload failed: The specified bucket does not exist (nowhere)'
		]
	])('fails with a reason for %s', async (_, changes, reason) => {
		const aws = await testRegion();
		await putData(aws);
		await aws.sagemaker.send(new CreateTrainingJobCommand(jobInput('j', changes)));
		const job = await pollJob(aws, 'j');
		expect(job).toMatchObject({
			TrainingJobStatus: 'Failed',
			SecondaryStatus: 'Failed',
			FailureReason: reason
		});
		expect(job.SecondaryStatusTransitions?.at(-1)?.StatusMessage).toBe(reason);
		expect(job.ModelArtifacts).toBeUndefined();
	});

	it('blames the algorithm for an error of its own', async () => {
		const training: TrainingRunner = {
			start: () => ({ finished: Promise.reject(new TypeError('x is not a function')), stop() {}, kill() {} })
		};
		const aws = await testRegion({ training });
		await putData(aws);
		await aws.sagemaker.send(new CreateTrainingJobCommand(jobInput('j')));
		expect((await pollJob(aws, 'j')).FailureReason).toBe('AlgorithmError: x is not a function');
	});

	it('stops when asked while it trains, and keeps what it has learnt', async () => {
		const aws = await testRegion();
		await putData(aws);
		await aws.sagemaker.send(new CreateTrainingJobCommand(jobInput('j', FOREVER)));
		const first = new Promise<void>((resolve) => {
			aws.region.events.on((event) => event.type === 'metrics' && resolve());
		});
		await first;
		await aws.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: 'j' }));
		const stopping = await aws.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: 'j' }));
		expect(['Stopping', 'Stopped']).toContain(stopping.TrainingJobStatus);
		const job = await pollJob(aws, 'j');
		expect(job).toMatchObject({ TrainingJobStatus: 'Stopped', SecondaryStatus: 'Stopped' });
		const Key = 'output/j/output/model.tar.gz';
		expect(job.ModelArtifacts?.S3ModelArtifacts).toBe(`s3://data/${Key}`);
		expect((await aws.s3.send(new GetObjectCommand({ Bucket: 'data', Key }))).ContentLength).toBeGreaterThan(
			0
		);
	});

	it('stops without a model when asked before it trains', async () => {
		const aws = await testRegion();
		await putData(aws);
		await aws.sagemaker.send(new CreateTrainingJobCommand(jobInput('j', FOREVER)));
		await aws.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: 'j' }));
		const job = await pollJob(aws, 'j');
		expect(job.TrainingJobStatus).toBe('Stopped');
		expect(job.ModelArtifacts).toBeUndefined();
		expect(job.BillableTimeInSeconds).toBeUndefined();
		const again = aws.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: 'j' }));
		expect(await errorOf(again)).toMatch(/^ValidationException 400: .*status Stopped/);
	});

	it('ends as MaxRuntimeExceeded when it trains for too long', async () => {
		const aws = await testRegion({ clock: new FlowingClock() });
		await putData(aws);
		const input = jobInput('j', { ...FOREVER, StoppingCondition: { MaxRuntimeInSeconds: 60 } });
		await aws.sagemaker.send(new CreateTrainingJobCommand(input));
		const job = await pollJob(aws, 'j');
		expect(job).toMatchObject({ TrainingJobStatus: 'Stopped', SecondaryStatus: 'MaxRuntimeExceeded' });
		expect(job.ModelArtifacts?.S3ModelArtifacts).toBe('s3://data/output/j/output/model.tar.gz');
		// 50 s of downloads come before the 60 s of training.
		expect(job.BillableTimeInSeconds).toBeGreaterThanOrEqual(110);
		expect(job.BillableTimeInSeconds).toBeLessThan(120);
	});

	it('is killed when it does not stop within its grace', async () => {
		let killed = false;
		const training: TrainingRunner = {
			start() {
				let fail = (_: Error): void => {};
				const finished = new Promise<never>((_, reject) => (fail = reject));
				return {
					finished,
					stop() {},
					kill() {
						killed = true;
						fail(new Error('killed'));
					}
				};
			}
		};
		const aws = await testRegion({ clock: new FlowingClock(), training });
		await putData(aws);
		const input = jobInput('j', { StoppingCondition: { MaxRuntimeInSeconds: 60 } });
		await aws.sagemaker.send(new CreateTrainingJobCommand(input));
		const job = await pollJob(aws, 'j');
		expect(killed).toBe(true);
		expect(job.TrainingJobStatus).toBe('Stopped');
		expect(job.BillableTimeInSeconds).toBeGreaterThanOrEqual(230);
		expect(job.BillableTimeInSeconds).toBeLessThan(240);
	});

	it('fails as the machine’s fault when its instance is taken away', async () => {
		const aws = await testRegion();
		await putData(aws);
		expect(aws.region.killTrainingInstance('j')).toBe(false);
		await aws.sagemaker.send(new CreateTrainingJobCommand(jobInput('j', FOREVER)));
		expect(aws.region.killTrainingInstance('j')).toBe(false);
		await new Promise<void>((resolve) => {
			aws.region.events.on((event) => event.type === 'metrics' && resolve());
		});
		expect(aws.region.killTrainingInstance('j')).toBe(true);
		const job = await pollJob(aws, 'j');
		expect(job.TrainingJobStatus).toBe('Failed');
		expect(job.FailureReason).toBe('InternalServerError: The training instance was taken away.');
		expect(job.BillableTimeInSeconds).toBe(50);
	});

	it('reads every object under a prefix that is a beginning of keys, and no folder markers', async () => {
		const seen: string[] = [];
		const training: TrainingRunner = {
			start({ channels }) {
				seen.push(...channels.flatMap(({ files }) => files.map(({ key }) => key)));
				return {
					finished: Promise.resolve({ kind: 'completed', modelArchive: new Uint8Array(1) }),
					stop() {},
					kill() {}
				};
			}
		};
		const aws = await testRegion({ training });
		await putData(aws);
		for (const Key of ['train', 'train/', 'trainer.csv', 'tra']) {
			await aws.s3.send(new PutObjectCommand({ Bucket: 'data', Key, Body: '1,1' }));
		}
		const input = jobInput('j', { InputDataConfig: channel('s3://data/train') });
		await aws.sagemaker.send(new CreateTrainingJobCommand(input));
		await pollJob(aws, 'j');
		expect(seen).toEqual(['train', 'train/line.csv', 'trainer.csv']);
	});

	it('can be deleted once it has ended, and its name used again', async () => {
		const aws = await testRegion();
		await putData(aws);
		await aws.sagemaker.send(new CreateTrainingJobCommand(jobInput('j')));
		const early = aws.sagemaker.send(new DeleteTrainingJobCommand({ TrainingJobName: 'j' }));
		expect(await errorOf(early)).toMatch(/^ResourceInUse 400/);
		await pollJob(aws, 'j');
		await aws.sagemaker.send(new DeleteTrainingJobCommand({ TrainingJobName: 'j' }));
		const gone = aws.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: 'j' }));
		expect(await errorOf(gone)).toBe(
			"ValidationException 400: Requested resource not found. (training job 'j')"
		);
		await aws.sagemaker.send(new CreateTrainingJobCommand(jobInput('j')));
		expect((await pollJob(aws, 'j')).TrainingJobStatus).toBe('Completed');
		expect(aws.region.snapshot().meter.filter(({ service }) => service === 'Training')).toHaveLength(2);
	});

	it('fails once there is room again to say so, when the disk fills up while it trains', async () => {
		const aws = await testRegion();
		await putData(aws);
		await aws.sagemaker.send(new CreateTrainingJobCommand(jobInput('j')));
		await new Promise<void>((resolve) => {
			aws.region.events.on((event) => event.type === 'metrics' && resolve());
		});
		aws.storage.full = true;
		await aws.clock.sleep(150_000);
		aws.storage.full = false;
		const job = await pollJob(aws, 'j');
		expect(job.TrainingJobStatus).toBe('Failed');
		expect(job.FailureReason).toBe('InternalServerError: There is no more room to store data.');
	});
});
