import {
	CreateDataQualityJobDefinitionCommand,
	CreateModelExplainabilityJobDefinitionCommand,
	CreateMonitoringScheduleCommand,
	DeleteDataQualityJobDefinitionCommand,
	DeleteMonitoringScheduleCommand,
	DescribeDataQualityJobDefinitionCommand,
	DescribeMonitoringScheduleCommand,
	ListDataQualityJobDefinitionsCommand,
	ListModelExplainabilityJobDefinitionsCommand,
	ListMonitoringExecutionsCommand,
	ListMonitoringSchedulesCommand,
	StopMonitoringScheduleCommand
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { servingEndpoint } from '#tests/support/line-endpoint.ts';
import { errorOf, IMAGE, ROLE, testRegion, type TestRegion } from '#tests/support/test-region.ts';

const OUTPUT = { MonitoringOutputs: [{ S3Output: { S3Uri: 's3://m/out', LocalPath: '/opt/ml/out' } }] };
const RESOURCES = {
	ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 10 }
} as const;
const CONFIG = {
	MonitoringType: 'DataQuality',
	MonitoringJobDefinitionName: 'd',
	ScheduleConfig: { ScheduleExpression: 'cron(0 * ? * * *)' }
} as const;

function dataQuality(EndpointName: string): CreateDataQualityJobDefinitionCommand {
	return new CreateDataQualityJobDefinitionCommand({
		JobDefinitionName: 'd',
		DataQualityAppSpecification: { ImageUri: IMAGE },
		DataQualityJobInput: { EndpointInput: { EndpointName, LocalPath: '/opt/ml/in' } },
		DataQualityJobOutputConfig: OUTPUT,
		JobResources: RESOURCES,
		RoleArn: ROLE
	});
}

async function defined(): Promise<TestRegion> {
	const aws = await testRegion();
	await servingEndpoint(aws, 'e');
	await aws.sagemaker.send(dataQuality('e'));
	return aws;
}

describe('monitoring job definitions', () => {
	it('need an endpoint that is there, and are described and listed by it', async () => {
		const { sagemaker } = await defined();
		expect(await errorOf(sagemaker.send(dataQuality('none')))).toMatch(/Could not find endpoint/);
		expect(await errorOf(sagemaker.send(dataQuality('e')))).toMatch(/^ResourceInUse 400/);
		const described = await sagemaker.send(
			new DescribeDataQualityJobDefinitionCommand({ JobDefinitionName: 'd' })
		);
		expect(described).toMatchObject({ JobDefinitionName: 'd', RoleArn: ROLE, JobResources: RESOURCES });
		const names = async (EndpointName: string): Promise<unknown> =>
			(await sagemaker.send(new ListDataQualityJobDefinitionsCommand({ EndpointName })))
				.JobDefinitionSummaries;
		expect(await names('e')).toMatchObject([{ MonitoringJobDefinitionName: 'd', EndpointName: 'e' }]);
		expect(await names('f')).toEqual([]);
	});

	it('of each kind have names of their own', async () => {
		const { sagemaker } = await defined();
		await sagemaker.send(
			new CreateModelExplainabilityJobDefinitionCommand({
				JobDefinitionName: 'd',
				ModelExplainabilityAppSpecification: { ImageUri: IMAGE, ConfigUri: 's3://m/config.json' },
				ModelExplainabilityJobInput: { EndpointInput: { EndpointName: 'e', LocalPath: '/opt/ml/in' } },
				ModelExplainabilityJobOutputConfig: OUTPUT,
				JobResources: RESOURCES,
				RoleArn: ROLE
			})
		);
		const listed = await sagemaker.send(new ListModelExplainabilityJobDefinitionsCommand({}));
		expect(listed.JobDefinitionSummaries).toHaveLength(1);
	});
});

describe('monitoring schedules', () => {
	it('are records that say that they are not executed, and Pending after each change', async () => {
		const { sagemaker, clock } = await defined();
		const MonitoringScheduleName = 's';
		await sagemaker.send(
			new CreateMonitoringScheduleCommand({ MonitoringScheduleName, MonitoringScheduleConfig: CONFIG })
		);
		const ask = new DescribeMonitoringScheduleCommand({ MonitoringScheduleName });
		expect((await sagemaker.send(ask)).MonitoringScheduleStatus).toBe('Pending');
		await clock.sleep(60_000);
		const described = await sagemaker.send(ask);
		expect(described).toMatchObject({ MonitoringScheduleStatus: 'Scheduled', MonitoringType: 'DataQuality' });
		expect(described.FailureReason).toMatch(/executions are not simulated/);
		const executions = await sagemaker.send(new ListMonitoringExecutionsCommand({ MonitoringScheduleName }));
		expect(executions.MonitoringExecutionSummaries).toEqual([]);
		const definition = new DeleteDataQualityJobDefinitionCommand({ JobDefinitionName: 'd' });
		expect(await errorOf(sagemaker.send(definition))).toMatch(
			/^ValidationException 400: A monitoring schedule/
		);
		await sagemaker.send(new StopMonitoringScheduleCommand({ MonitoringScheduleName }));
		expect((await sagemaker.send(ask)).MonitoringScheduleStatus).toBe('Pending');
		await clock.sleep(60_000);
		const stopped = await sagemaker.send(new ListMonitoringSchedulesCommand({ StatusEquals: 'Stopped' }));
		expect(stopped.MonitoringScheduleSummaries).toHaveLength(1);
		await sagemaker.send(new DeleteMonitoringScheduleCommand({ MonitoringScheduleName }));
		expect(await errorOf(sagemaker.send(ask))).toMatch(/^ResourceNotFound 400/);
	});

	it('need a definition that is there and an expression of full hours', async () => {
		const { sagemaker } = await defined();
		const fault = (changes: object): Promise<string> =>
			errorOf(
				sagemaker.send(
					new CreateMonitoringScheduleCommand({
						MonitoringScheduleName: 's',
						MonitoringScheduleConfig: { ...CONFIG, ...changes }
					})
				)
			);
		expect(await fault({ MonitoringJobDefinitionName: 'x' })).toMatch(/Could not find the DataQuality job/);
		expect(await fault({ MonitoringType: undefined })).toMatch(/MonitoringType is required/);
		const often = { ScheduleExpression: 'cron(* * * * ? *)' };
		expect(await fault({ ScheduleConfig: often })).toMatch(/neither NOW nor a cron expression/);
	});
});
