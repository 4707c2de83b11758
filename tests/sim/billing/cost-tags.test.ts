import { CreateBucketCommand, PutBucketTaggingCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateStreamCommand } from '@aws-sdk/client-kinesis';
import {
	AddTagsCommand,
	CreateNotebookInstanceCommand,
	CreateTrainingJobCommand,
	DeleteTagsCommand,
	StopNotebookInstanceCommand
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { billAt, billByTag } from '#sim/billing/index.ts';
import { ROLE, testRegion, type TestRegion } from '#tests/support/test-region.ts';
import { jobInput, pollJob, putData } from '#tests/support/training-job.ts';

const HOUR = 3_600_000;
const NOTEBOOK = 'arn:aws:sagemaker:us-east-1:123456789012:notebook-instance/n';
const PRICE = 0.05;

const tagsOf = ({ region, clock }: TestRegion) => billByTag(region.snapshot().meter, clock.now());

/** A notebook instance in service. */
async function notebook(aws: TestRegion, Tags: { Key: string; Value: string }[]): Promise<void> {
	await aws.sagemaker.send(
		new CreateNotebookInstanceCommand({
			NotebookInstanceName: 'n',
			InstanceType: 'ml.t3.medium',
			RoleArn: ROLE,
			Tags
		})
	);
	await aws.clock.sleep(120_001);
}

describe('the bill by tag', () => {
	it('charges a job to the tags with which it was made, and adds up to the whole bill', async () => {
		const aws = await testRegion();
		await putData(aws);
		const Tags = [{ Key: 'team', Value: 'blue' }];
		await aws.sagemaker.send(new CreateTrainingJobCommand({ ...jobInput('j'), Tags }));
		await pollJob(aws, 'j');
		const bill = billAt(aws.region.snapshot().meter, aws.clock.now());
		const training = bill.items.find(({ service }) => service === 'Training')!;
		const [team] = tagsOf(aws);
		expect(team!.key).toBe('team');
		expect(team!.costs.map(({ value }) => value)).toEqual(['blue', null]);
		expect(team!.costs[0]!.cost).toBeCloseTo(training.cost, 12);
		expect(team!.costs.reduce((sum, { cost }) => sum + cost, 0)).toBeCloseTo(bill.total, 12);
	});

	it('divides what runs on when its tags change: each hour under the tags of its time', async () => {
		const aws = await testRegion();
		await notebook(aws, [{ Key: 'team', Value: 'blue' }]);
		await aws.clock.sleep(2 * HOUR);
		const Tags = [{ Key: 'team', Value: 'red' }];
		await aws.sagemaker.send(new AddTagsCommand({ ResourceArn: NOTEBOOK, Tags }));
		await aws.clock.sleep(3 * HOUR);
		await aws.sagemaker.send(new DeleteTagsCommand({ ResourceArn: NOTEBOOK, TagKeys: ['team'] }));
		await aws.clock.sleep(HOUR);
		await aws.sagemaker.send(new StopNotebookInstanceCommand({ NotebookInstanceName: 'n' }));
		await aws.clock.sleep(9 * HOUR);
		const costs = Object.fromEntries(tagsOf(aws)[0]!.costs.map(({ value, cost }) => [String(value), cost]));
		expect(costs['blue']).toBeCloseTo(2 * PRICE, 4);
		expect(costs['red']).toBeCloseTo(3 * PRICE, 4);
		expect(costs['null']).toBeCloseTo(PRICE, 4);
		const [item] = billAt(aws.region.snapshot().meter, aws.clock.now()).items;
		expect(item).toMatchObject({ resource: 'n', running: false });
		expect(item!.cost).toBeCloseTo(6 * PRICE, 4);
	});

	it('knows the tags of buckets, for storage and requests', async () => {
		const aws = await testRegion();
		await aws.s3.send(new CreateBucketCommand({ Bucket: 'mine' }));
		await aws.s3.send(new PutObjectCommand({ Bucket: 'mine', Key: 'a', Body: new Uint8Array(2 ** 20) }));
		const Tagging = { TagSet: [{ Key: 'course', Value: 'ml' }] };
		await aws.s3.send(new PutBucketTaggingCommand({ Bucket: 'mine', Tagging }));
		await aws.s3.send(new PutObjectCommand({ Bucket: 'mine', Key: 'b', Body: 'x' }));
		await aws.clock.sleep(100 * HOUR);
		const tagged = aws.region.snapshot().meter.filter(({ tags }) => tags?.['course'] === 'ml');
		expect(new Set(tagged.map(({ service }) => service))).toEqual(new Set(['Storage', 'Requests']));
		expect(tagsOf(aws)[0]!.costs[0]!.cost).toBeGreaterThan(0);
	});

	it('is empty where nothing has tags', async () => {
		const aws = await testRegion();
		await aws.s3.send(new CreateBucketCommand({ Bucket: 'mine' }));
		await aws.s3.send(new PutObjectCommand({ Bucket: 'mine', Key: 'a', Body: 'x' }));
		expect(tagsOf(aws)).toEqual([]);
	});
});

describe('what has no sample price', () => {
	it('is a line of its own that says so, with how much was used', async () => {
		const aws = await testRegion();
		const StreamModeDetails = { StreamMode: 'ON_DEMAND' } as const;
		await aws.kinesis.send(new CreateStreamCommand({ StreamName: 's', StreamModeDetails }));
		await aws.clock.sleep(10 * HOUR);
		const { items, total } = billAt(aws.region.snapshot().meter, aws.clock.now());
		const hours = items.find(({ sku }) => sku === 'On-demand stream hours')!;
		expect(hours).toMatchObject({
			service: 'Kinesis',
			resource: 's',
			priced: false,
			cost: 0,
			running: true
		});
		expect(hours.used).toBeCloseTo(10, 1);
		expect(total).toBe(0);
		const set = { 'Kinesis/On-demand stream hours': 0.5 };
		const own = billAt(aws.region.snapshot().meter, aws.clock.now(), set);
		expect(own.items.find(({ sku }) => sku === hours.sku)).toMatchObject({ priced: true, perHour: 0.5 });
		expect(own.total).toBeCloseTo(5, 1);
	});
});
