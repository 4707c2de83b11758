import { expect, test } from '@playwright/test';
import { addCell, listen, openLesson, openTab, runCell } from './support.ts';

const SETUP = `
import * as sm from '@aws-sdk/client-sagemaker';
import * as s3 from '@aws-sdk/client-s3';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { Estimator, Session, TrainingInput, getExecutionRole, imageUris } from 'sagemaker';
const client = new sm.SageMakerClient({});
const session = new Session();
const estimator = new Estimator({
	imageUri: imageUris.retrieve({ framework: 'xgboost', region: session.region, version: '1.7-1' }),
	role: await getExecutionRole(), instanceCount: 1, instanceType: 'ml.m5.large', sagemakerSession: session
});
const good = await session.uploadData({ data: '1,2,3\\n2,3,4\\n3,4,5\\n', keyPrefix: 'good', fileName: 'a.csv' });
const words = await session.uploadData({ data: '1,2,3\\n2,three,4\\n', keyPrefix: 'words', fileName: 'a.csv' });
const csv = (s3Data) => new TrainingInput({ s3Data, contentType: 'text/csv' });
`;

/** What a learner gets wrong, and what must be read in the cell: AWS's code, then thing, rule and value. */
const CASES: readonly { name: string; source: string; code: string; says: RegExp }[] = [
	{
		name: 'a name that breaks the pattern',
		source: `await client.send(new sm.DescribeTrainingJobCommand({ TrainingJobName: 'bad_name!' }))`,
		code: 'ValidationException',
		says: /Value 'bad_name!' at 'trainingJobName' failed to satisfy constraint: Member must satisfy regular expression pattern/
	},
	{
		name: 'an endpoint that is not there',
		source: `await new SageMakerRuntimeClient({}).send(new InvokeEndpointCommand({ EndpointName: 'nobody', Body: '1,2', ContentType: 'text/csv' }))`,
		code: 'ValidationError',
		says: /Endpoint nobody of account \d+ not found/
	},
	{
		name: 'an absent key',
		source: `await new s3.S3Client({}).send(new s3.GetObjectCommand({ Bucket: await session.defaultBucket(), Key: 'nothing.csv' }))`,
		code: 'NoSuchKey',
		says: /key does not exist/
	},
	{
		name: 'a hyperparameter out of its range',
		source: `estimator.setHyperparameters({ eta: 7, num_round: 5 });\nawait estimator.fit({ train: csv(good) });`,
		code: 'UnexpectedStatusException',
		says: /ClientError.*Hyperparameter eta: 7 is not in \[0, 1\]/s
	},
	{
		name: 'text in a numeric CSV',
		source: `estimator.setHyperparameters({ eta: 0.3, num_round: 5 });\nawait estimator.fit({ train: csv(words) });`,
		code: 'UnexpectedStatusException',
		says: /ClientError.*three/s
	}
];

test('bad input is answered with its code, the rule and the value, and nothing is lost', async ({ page }) => {
	const console = listen(page);
	await openLesson(page);
	await runCell(await addCell(page, SETUP));
	for (const { name, source, code, says } of CASES) {
		const cell = await addCell(page, source);
		await runCell(cell);
		const error = cell.getByRole('group', { name: `Error ${code}` });
		await expect(error, name).toContainText(says);
		await expect(error, name).toContainText('What to do:');
		await expect(error.getByText(`What ${code} means`), name).toBeVisible();
	}
	const jobs = await openTab(page, 'Training jobs');
	await jobs
		.getByRole('button', { name: /All training jobs/ })
		.click()
		.catch(() => {});
	await expect(jobs.getByText('Failed')).toHaveCount(2);
	const last = await addCell(page, `good.endsWith('a.csv') && words.length`);
	await runCell(last);
	await expect(last.getByRole('group', { name: /^Error/ })).toHaveCount(0);
	const s3 = await openTab(page, 'S3');
	await s3.getByRole('button', { name: /sagemaker-us-east-1/ }).click();
	await expect(s3.getByText('good')).toBeVisible();
	console.expectQuiet();
});
