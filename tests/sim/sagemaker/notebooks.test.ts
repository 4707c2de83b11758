import {
	CreateNotebookInstanceCommand,
	CreateNotebookInstanceLifecycleConfigCommand,
	CreatePresignedNotebookInstanceUrlCommand,
	DeleteNotebookInstanceCommand,
	DeleteNotebookInstanceLifecycleConfigCommand,
	DescribeNotebookInstanceCommand,
	DescribeNotebookInstanceLifecycleConfigCommand,
	ListNotebookInstancesCommand,
	StartNotebookInstanceCommand,
	StopNotebookInstanceCommand,
	UpdateNotebookInstanceCommand,
	type _InstanceType
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { clonedStorage } from '#tests/support/cloned-storage.ts';
import { errorOf, ROLE, testRegion, type TestRegion } from '#tests/support/test-region.ts';

const MINUTE = 60_000;
const N = { NotebookInstanceName: 'n' };

async function notebook(
	more: object = {},
	options: Parameters<typeof testRegion>[0] = {}
): Promise<TestRegion> {
	const aws = await testRegion(options);
	const InstanceType: _InstanceType = 'ml.t3.medium';
	await aws.sagemaker.send(new CreateNotebookInstanceCommand({ ...N, InstanceType, RoleArn: ROLE, ...more }));
	return aws;
}

async function status({ sagemaker }: TestRegion): Promise<string | undefined> {
	return (await sagemaker.send(new DescribeNotebookInstanceCommand(N))).NotebookInstanceStatus;
}

describe('notebook instances', () => {
	it('come into service, stop, change and go, each on the clock', async () => {
		const aws = await notebook();
		expect(await status(aws)).toBe('Pending');
		await aws.clock.sleep(3 * MINUTE);
		expect(await status(aws)).toBe('InService');
		expect(await errorOf(aws.sagemaker.send(new DeleteNotebookInstanceCommand(N)))).toBe(
			'ValidationException 400: Status (InService) not in ([Stopped, Failed]). Unable to transition to (Deleting) for Notebook Instance (arn:aws:sagemaker:us-east-1:123456789012:notebook-instance/n)'
		);
		await aws.sagemaker.send(new StopNotebookInstanceCommand(N));
		expect(await status(aws)).toBe('Stopping');
		await aws.clock.sleep(2 * MINUTE);
		expect(await status(aws)).toBe('Stopped');
		await aws.sagemaker.send(new UpdateNotebookInstanceCommand({ ...N, InstanceType: 'ml.m5.xlarge' }));
		expect(await status(aws)).toBe('Updating');
		await aws.clock.sleep(MINUTE);
		const described = await aws.sagemaker.send(new DescribeNotebookInstanceCommand(N));
		expect(described).toMatchObject({ NotebookInstanceStatus: 'Stopped', InstanceType: 'ml.m5.xlarge' });
		await aws.sagemaker.send(new DeleteNotebookInstanceCommand(N));
		await aws.clock.sleep(MINUTE);
		expect(await errorOf(status(aws))).toBe('ValidationException 400: RecordNotFound');
	});

	it('cost by the hour while they are in service, and nothing while they are stopped', async () => {
		const aws = await notebook();
		await aws.clock.sleep(2 * MINUTE + 60 * MINUTE);
		await aws.sagemaker.send(new StopNotebookInstanceCommand(N));
		await aws.clock.sleep(600 * MINUTE);
		await aws.sagemaker.send(new StartNotebookInstanceCommand(N));
		await aws.clock.sleep(5 * MINUTE);
		const lines = aws.region.snapshot().meter.filter(({ service }) => service === 'Notebook');
		expect(lines).toHaveLength(2);
		const [first, second] = lines.toSorted((a, b) => a.startedAt - b.startedAt);
		expect(first).toMatchObject({ resource: 'n', sku: 'ml.t3.medium', quantity: 1 });
		expect(first!.endedAt! - first!.startedAt).toBe(60 * MINUTE);
		expect(second!.endedAt).toBeNull();
	});

	it('go on coming up after the region was closed', async () => {
		const storage = clonedStorage();
		const first = await notebook({}, { storage });
		first.region.close();
		const second = await testRegion({ storage });
		await second.clock.sleep(3 * MINUTE);
		expect(await status(second)).toBe('InService');
	});

	it('are unique, of types with a price, and have no Jupyter to open', async () => {
		const { sagemaker } = await notebook();
		const again = new CreateNotebookInstanceCommand({ ...N, InstanceType: 'ml.t3.medium', RoleArn: ROLE });
		expect(await errorOf(sagemaker.send(again))).toMatch(
			/^ValidationException 400: Cannot create a duplicate/
		);
		const large = { NotebookInstanceName: 'l', InstanceType: 'ml.p4d.24xlarge', RoleArn: ROLE } as const;
		expect(await errorOf(sagemaker.send(new CreateNotebookInstanceCommand(large)))).toMatch(
			/^ResourceLimitExceeded 400: .*'ml.p4d.24xlarge for notebook instance usage' is 0/
		);
		expect(await errorOf(sagemaker.send(new CreatePresignedNotebookInstanceUrlCommand(N)))).toMatch(
			/^NotSimulated 501: The operation CreatePresignedNotebookInstanceUrl/
		);
	});

	it('name a lifecycle configuration that is there, and keep it from going', async () => {
		const aws = await testRegion();
		const config = { NotebookInstanceLifecycleConfigName: 'c' };
		const Content = Buffer.from('#!/bin/sh').toString('base64');
		const create = new CreateNotebookInstanceLifecycleConfigCommand({ ...config, OnStart: [{ Content }] });
		await aws.sagemaker.send(create);
		expect(await errorOf(aws.sagemaker.send(create))).toMatch(/already exists/);
		const ask = new DescribeNotebookInstanceLifecycleConfigCommand(config);
		expect((await aws.sagemaker.send(ask)).OnStart).toEqual([{ Content }]);
		const input = { ...N, InstanceType: 'ml.t3.medium', RoleArn: ROLE } as const;
		const using = (LifecycleConfigName: string): Promise<unknown> =>
			aws.sagemaker.send(new CreateNotebookInstanceCommand({ ...input, LifecycleConfigName }));
		expect(await errorOf(using('none'))).toMatch(/Lifecycle Config does not exist/);
		await using('c');
		const remove = new DeleteNotebookInstanceLifecycleConfigCommand(config);
		expect(await errorOf(aws.sagemaker.send(remove))).toMatch(/uses the lifecycle configuration 'c'/);
		const listed = new ListNotebookInstancesCommand({ NotebookInstanceLifecycleConfigNameContains: 'c' });
		expect((await aws.sagemaker.send(listed)).NotebookInstances).toHaveLength(1);
	});
});
