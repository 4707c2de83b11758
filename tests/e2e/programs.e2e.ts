import { expect, test, type Page } from '@playwright/test';
import { attempts, NETWORK, REACH } from './hostile-cells.ts';
import { addCell, openLesson, runCell } from './support.ts';
import { Trap } from './trap.ts';
import { expectUnharmed } from './unharmed.ts';

/** Programs of learners in the page: each in a frame of its own, as shut in as the kernel, and gone when it is over. */

test.setTimeout(120_000);

/** A cell that runs a script as a processing job to its end, and shows its status, its last lines and why it ended. */
function processing(script: string, { then = '', seconds = 3600 } = {}): string {
	return `
import { Session, getExecutionRole, imageUris } from 'sagemaker';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateProcessingJobCommand, DescribeProcessingJobCommand, StopProcessingJobCommand } from '@aws-sdk/client-sagemaker';
const session = new Session();
const client = session.sagemakerClient;
const ProcessingJobName = await session.uniqueName('program');
const S3Uri = await session.uploadData({ data: ${JSON.stringify(script)}, keyPrefix: ProcessingJobName, fileName: 'main.mjs' });
await client.send(new CreateProcessingJobCommand({
	ProcessingJobName,
	RoleArn: await getExecutionRole(),
	AppSpecification: { ImageUri: imageUris.retrieve({ framework: 'javascript' }), ContainerEntrypoint: ['node', '/code/main.mjs'] },
	StoppingCondition: { MaxRuntimeInSeconds: ${seconds} },
	ProcessingResources: { ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.xlarge', VolumeSizeInGB: 10 } },
	ProcessingInputs: [{ InputName: 'code', S3Input: { S3Uri, LocalPath: '/code', S3DataType: 'S3Prefix', S3InputMode: 'File' } }]
}));
const lines = async () => {
	const all = [];
	for (let nextToken; ; ) {
		const page = await session.logsClient.send(new FilterLogEventsCommand({ logGroupName: '/aws/sagemaker/ProcessingJobs', logStreamNamePrefix: ProcessingJobName, nextToken }))
			.catch(() => ({ events: [] }));
		all.push(...page.events.map(({ message }) => message));
		nextToken = page.nextToken;
		if (!nextToken) return all;
	}
};
const pause = () => new Promise((resolve) => setTimeout(resolve, 200));
${then}
let job;
do {
	await pause();
	job = await client.send(new DescribeProcessingJobCommand({ ProcessingJobName }));
} while (/InProgress|Stopping/.test(job.ProcessingJobStatus));
[job.ProcessingJobStatus, job.FailureReason ?? 'no failure', (await lines()).slice(-3).join(' ')].join(' | ')`;
}

const STOP = `while (!(await lines()).includes('begun')) await pause();
await client.send(new StopProcessingJobCommand({ ProcessingJobName }));`;

async function outcomeOf(page: Page, source: string) {
	const cell = await addCell(page, source);
	await runCell(cell, 90_000);
	// The frame of a program goes with it.
	await expect(page.locator('iframe[title="Program"]')).toHaveCount(0);
	return cell;
}

test('a script reaches neither a network nor the app’s storage nor the page around', async ({
	page,
	baseURL
}) => {
	const trap = new Trap();
	const address = await trap.open();
	await openLesson(page);
	for (const all of [NETWORK, REACH]) {
		// What fails behind an attempt's back must not end the attempts.
		const quiet = `process.on('unhandledRejection', () => {});`;
		const script =
			quiet +
			attempts(all, address, baseURL!).replace(
				/'through: '.*$/s,
				(last) => `console.log(${last.replace(/;$/, '')});`
			);
		const cell = await outcomeOf(page, processing(script));
		await expect(cell).toContainText('through: nothing');
	}
	await page.waitForTimeout(300);
	await trap.close();
	trap.expectUntouched();
	await expectUnharmed(page);
});

test('an endless loop is stopped by StopProcessingJob, and by MaxRuntimeInSeconds', async ({ page }) => {
	await openLesson(page);
	const loop = `console.log('begun'); await new Promise((go) => setTimeout(go, 60)); for (;;);`;
	await expect(await outcomeOf(page, processing(loop, { then: STOP }))).toContainText('Stopped | no failure');
	await expect(await outcomeOf(page, processing(loop, { seconds: 120 }))).toContainText('Stopped');
	await expectUnharmed(page);
});

test('neither a gigabyte nor a flood of lines harms the page', async ({ page }) => {
	await openLesson(page);
	const big = `const kept = []; try { for (let i = 0; i < 10; i++) kept.push(new Uint8Array(1e8).fill(1)); console.log('had ' + kept.length); } catch (error) { console.log(String(error)); }`;
	const cell = await outcomeOf(page, processing(big));
	await expect(cell).toContainText(/Completed|Failed/);
	const flood = await outcomeOf(
		page,
		processing(`for (let i = 0; i < 300_000; i++) console.log('line ' + i);`)
	);
	await expect(flood).toContainText('further lines are not kept');
	await expectUnharmed(page);
});
