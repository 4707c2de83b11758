import {
	AddTagsCommand,
	CreateProcessingJobCommand,
	DescribeProcessingJobCommand,
	ListProcessingJobsCommand,
	StopProcessingJobCommand,
	type CreateProcessingJobRequest,
	type DescribeProcessingJobResponse
} from '@aws-sdk/client-sagemaker';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import type { ContainerFile, ScriptOutcome, ScriptRunner, ScriptTask } from '#sim/ports.ts';
import { clonedStorage } from '#tests/support/cloned-storage.ts';
import { processingInput } from '#tests/support/processing-job.ts';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';

/** A script small enough to check by hand: keeps the first lines of each input, as many as its argument says. */
const headScript: ScriptRunner = {
	start(task, onLog) {
		let stop = (): void => {};
		const stopped = new Promise<ScriptOutcome>((resolve) => {
			stop = () => resolve({ exitCode: 143, exitMessage: 'terminated', files: [] });
		});
		return { finished: Promise.race([head(task, onLog), stopped]), stop: () => stop(), kill: () => stop() };
	},
	serve: () => Promise.reject(new Error('It serves nothing.'))
};

async function head(task: ScriptTask, log: (line: string) => void): Promise<ScriptOutcome> {
	const count = Number(task.command.at(-1));
	if (task.environment['FOREVER']) return new Promise(() => {});
	if (!(count > 0)) return { exitCode: 2, exitMessage: 'how many lines?', files: [] };
	const inputs = task.files.filter(({ path }) => path.startsWith('/opt/ml/processing/'));
	const files = inputs.map(({ path, bytes }): ContainerFile => {
		log(`reading ${path}`);
		const text = decodeUtf8(bytes).split('\n').slice(0, count).join('\n');
		return { path: path.replace('/input/', '/output/'), bytes: encodeUtf8(text) };
	});
	return { exitCode: 0, exitMessage: `${files.length} files`, files };
}

async function started(
	changes: Partial<CreateProcessingJobRequest> = {},
	storage = clonedStorage()
): Promise<TestRegion> {
	const aws = await testRegion({ scripts: headScript, storage });
	await aws.s3.send(new CreateBucketCommand({ Bucket: 'data' }));
	await aws.s3.send(new PutObjectCommand({ Bucket: 'data', Key: 'raw/a.csv', Body: '1\n2\n3' }));
	await aws.s3.send(new PutObjectCommand({ Bucket: 'data', Key: 'raw/deep/b.csv', Body: '4\n5\n6' }));
	await aws.sagemaker.send(new CreateProcessingJobCommand(processingInput(changes)));
	return aws;
}

async function poll({ sagemaker, clock }: TestRegion): Promise<DescribeProcessingJobResponse> {
	for (;;) {
		const job = await sagemaker.send(new DescribeProcessingJobCommand({ ProcessingJobName: 'p' }));
		const { ProcessingJobStatus: status } = job;
		if (status !== 'InProgress' && status !== 'Stopping') return job;
		await clock.sleep(1000);
	}
}

describe('a processing job', () => {
	it('lays its inputs into the container, runs the script and stores what it wrote', async () => {
		const aws = await started();
		const job = await poll(aws);
		expect(job).toMatchObject({ ProcessingJobStatus: 'Completed', ExitMessage: '2 files' });
		expect(job.ProcessingEndTime!.getTime() - job.CreationTime!.getTime()).toBe(90_000);
		expect(job.ProcessingStartTime!.getTime() - job.CreationTime!.getTime()).toBe(60_000);
		for (const [Key, text] of [
			['short/a.csv', '1\n2'],
			['short/deep/b.csv', '4\n5']
		] as const) {
			const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket: 'data', Key }));
			expect(await Body!.transformToString()).toBe(text);
		}
		const { logs, meter } = aws.region.snapshot();
		const log = logs.find(({ group }) => group === '/aws/sagemaker/ProcessingJobs')!;
		expect(log.stream).toMatch(/^p\/algo-1-\d{13}$/);
		expect(log.lines.map(({ message }) => message)).toEqual([
			'reading /opt/ml/processing/input/raw/a.csv',
			'reading /opt/ml/processing/input/raw/deep/b.csv'
		]);
		const line = meter.find(({ service }) => service === 'Processing')!;
		expect(line.endedAt! - line.startedAt).toBe(30_000);
	});

	it('fails by the script’s exit code, with its last words', async () => {
		const { AppSpecification } = processingInput();
		const job = await poll(
			await started({ AppSpecification: { ...AppSpecification!, ContainerArguments: ['none'] } })
		);
		expect(job).toMatchObject({
			ProcessingJobStatus: 'Failed',
			ExitMessage: 'how many lines?',
			FailureReason: 'AlgorithmError: See job logs for more information, exit code: 2'
		});
	});

	it('fails where an input is not there, or an output cannot be stored', async () => {
		const { ProcessingInputs, ProcessingOutputConfig } = processingInput();
		const [raw] = ProcessingInputs!;
		const S3Input = { ...raw!.S3Input!, S3Uri: 's3://data/nothing' };
		const absent = await poll(await started({ ProcessingInputs: [{ ...raw!, S3Input }] }));
		expect(absent.FailureReason).toMatch(/^ClientError: Data download failed: for the input 'raw'/);
		const [out] = ProcessingOutputConfig!.Outputs!;
		const S3Output = { ...out!.S3Output!, S3Uri: 's3://nowhere/out' };
		const lost = await poll(await started({ ProcessingOutputConfig: { Outputs: [{ ...out!, S3Output }] } }));
		expect(lost.FailureReason).toMatch(/^ClientError: Output upload failed/);
	});

	it('says by name that scripts are JavaScript, and which image it does not know', async () => {
		const { AppSpecification } = processingInput();
		const python = await poll(
			await started({
				AppSpecification: { ...AppSpecification!, ContainerEntrypoint: ['python3', '/code/prepare.py'] }
			})
		);
		expect(python.FailureReason).toMatch(/^ClientError: The entry point 'python3' is not JavaScript\. /);
		const ImageUri = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-scikit-learn:1.2-1';
		const strange = await poll(await started({ AppSpecification: { ...AppSpecification!, ImageUri } }));
		expect(strange.FailureReason).toMatch(
			/^ClientError: Cannot pull the image '.*scikit-learn:1\.2-1': it is not known/
		);
	});

	it('is stopped while it waits and while it runs', async () => {
		const stop = new StopProcessingJobCommand({ ProcessingJobName: 'p' });
		const early = await started();
		await early.sagemaker.send(stop);
		expect((await poll(early)).ProcessingJobStatus).toBe('Stopped');
		expect(await errorOf(early.sagemaker.send(stop))).toBe(
			'ValidationException 400: The request was rejected because the processing job is in status Stopped.'
		);
		const late = await started({ Environment: { FOREVER: '1' } });
		await late.clock.sleep(79_000);
		// The script runs from 80 s on, and simulated time stands still with it.
		await new Promise((resolve) => setTimeout(resolve, 50));
		await late.sagemaker.send(stop);
		expect((await poll(late)).ProcessingJobStatus).toBe('Stopped');
	});

	it('is listed and tagged, and fails when its process dies', async () => {
		const storage = clonedStorage();
		const aws = await started({}, storage);
		const { ProcessingJobArn: ResourceArn } = await aws.sagemaker.send(
			new DescribeProcessingJobCommand({ ProcessingJobName: 'p' })
		);
		await aws.sagemaker.send(new AddTagsCommand({ ResourceArn, Tags: [{ Key: 'a', Value: '1' }] }));
		aws.region.close();
		const again = await testRegion({ storage });
		expect((await poll(again)).FailureReason).toMatch(/^InternalServerError: /);
		const { ProcessingJobSummaries } = await again.sagemaker.send(
			new ListProcessingJobsCommand({ StatusEquals: 'Failed' })
		);
		expect(ProcessingJobSummaries).toMatchObject([{ ProcessingJobName: 'p' }]);
	});

	it('is refused by name where the host has no sandbox, and for what is not simulated', async () => {
		const { sagemaker } = await testRegion();
		expect(await errorOf(sagemaker.send(new CreateProcessingJobCommand(processingInput())))).toBe(
			'NotSimulated 501: CreateProcessingJob is not simulated. Where this region runs there is no sandbox for scripts. Prepare the data in a cell instead.'
		);
		const aws = await testRegion({ scripts: headScript });
		const twice = [...processingInput().ProcessingInputs!, ...processingInput().ProcessingInputs!];
		const named = aws.sagemaker.send(
			new CreateProcessingJobCommand(processingInput({ ProcessingInputs: twice }))
		);
		expect(await errorOf(named)).toBe(
			"ValidationException 400: The name 'raw' is given twice in ProcessingInputs."
		);
	});
});
