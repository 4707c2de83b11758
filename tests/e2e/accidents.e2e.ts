import { expect, test, type Page } from '@playwright/test';
import { ALONE, addCell, cellWith, codeCells, listen, openLesson, openTab, runCell } from './support.ts';

/** A training job that works for a while: Boston's rows forty times over, and thousands of rounds without early end. */
const LONG_JOB = `
const many = Array.from({ length: 40 }, () => toTrainingCsv(train).trimEnd()).join('\\n') + '\\n';
const manyUri = await session.uploadData({ data: many, keyPrefix: 'long', fileName: 'train.csv' });
const long = new Estimator({
	imageUri: imageUris.retrieve({ framework: 'xgboost', region: session.region, version: '1.7-1' }),
	role: await getExecutionRole(), instanceCount: 1, instanceType: 'ml.m5.xlarge', sagemakerSession: session
});
long.setHyperparameters({ objective: 'reg:squarederror', max_depth: 8, eta: 0.01, num_round: 4000 });
await long.fit({ train: new TrainingInput({ s3Data: manyUri, contentType: 'text/csv' }) }, { wait: false, jobName: 'long-job' });
`;

/** Runs the lesson's cells up to the upload, so that the learner's names are there. */
async function prepare(page: Page): Promise<void> {
	await openLesson(page);
	for (const text of [
		'import * as Plot',
		'files.text(',
		"const features = ['crim'",
		'trainTestSplit(houses',
		'const toTrainingCsv',
		'new Session()'
	]) {
		await runCell(cellWith(page, text).first());
	}
}

test('a tab closed in the middle of a training job: the job failed for that reason, all else is as it was', async ({
	context
}) => {
	const first = await context.newPage();
	await prepare(first);
	await runCell(await addCell(first, LONG_JOB));
	const jobs = await openTab(first, 'Training jobs');
	await expect(jobs.getByText('long-job').first()).toBeVisible();
	await expect(jobs.getByText('Training image download completed')).toBeVisible({ timeout: 20_000 });
	await expect(first.getByText(/^Saved /)).toBeVisible();
	await first.close();

	const second = await context.newPage();
	const console = listen(second);
	await openLesson(second);
	const again = await openTab(second, 'Training jobs');
	await again.getByRole('button', { name: /long-job/ }).click();
	await expect(again).toContainText('Failed');
	await expect(again.getByRole('group', { name: 'Failure reason' })).toContainText(
		/closed while .* Training/
	);
	const s3 = await openTab(second, 'S3');
	await s3.getByRole('button', { name: /sagemaker-us-east-1/ }).click();
	await expect(s3.getByText('boston-xgboost')).toBeVisible();
	await expect(codeCells(second).last()).toContainText('long-job');
	console.expectQuiet();
});

test('an instance taken away fails its job, and nothing else', async ({ page }) => {
	const console = listen(page);
	await prepare(page);
	await runCell(await addCell(page, LONG_JOB));
	const jobs = await openTab(page, 'Training jobs');
	await expect(jobs.getByText('Training image download completed')).toBeVisible({ timeout: 20_000 });
	await jobs.getByRole('button', { name: 'Take the instance away' }).click();
	await expect(jobs.getByRole('group', { name: 'Failure reason' })).toContainText('instance was taken away');
	const after = await addCell(page, `[session.region, (await session.defaultBucket()).length > 0]`);
	await runCell(after);
	await expect(after).toContainText('us-east-1');
	console.expectQuiet();
});

test('an endless loop is stopped, and the variables are still there', { tag: ALONE }, async ({ page }) => {
	const console = listen(page);
	await openLesson(page);
	await runCell(await addCell(page, `let kept = 41; kept`));
	const loop = await addCell(page, `while (true) { try { while (true) kept += 0 } catch {} }`);
	await loop.getByRole('button', { name: 'Run cell' }).click();
	await page.waitForTimeout(500);
	const began = Date.now();
	await page.getByRole('button', { name: 'Stop' }).click();
	await expect(loop.getByRole('button', { name: 'Run cell' })).toBeEnabled();
	expect(Date.now() - began).toBeLessThan(1_500);
	const after = await addCell(page, `kept + 1`);
	await runCell(after);
	await expect(after).toContainText('42');
	console.expectQuiet();
});

test('a second tab says that the first has the account, and can take it over', async ({ context }) => {
	const first = await context.newPage();
	await openLesson(first);
	// The region, which takes the account, comes a little after the notebook.
	await expect(first.getByRole('complementary', { name: 'Cloud console' })).toContainText('us-east-1');
	const second = await context.newPage();
	await second.goto('./');
	await second.getByRole('button', { name: 'Use it here instead' }).click();
	await expect(first.getByText('Another tab took this account over.')).toBeVisible();
	await expect(second.getByRole('alertdialog')).toHaveCount(0);
	await second.getByRole('link', { name: /Boston Housing: train/ }).click();
	await prepare(second);
	await expect(await openTab(second, 'S3')).toContainText('sagemaker-us-east-1');
});
