import {
	AddTagsCommand,
	CreateTrainingJobCommand,
	DeleteTagsCommand,
	ListTagsCommand,
	ListTrainingJobsCommand,
	paginateListTrainingJobs,
	type CreateTrainingJobRequest
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { errorOf, testRegion } from '#tests/support/test-region.ts';
import { jobInput, pollJob, putData } from '#tests/support/training-job.ts';

async function refusal(changes: Partial<CreateTrainingJobRequest>): Promise<string> {
	const { sagemaker } = await testRegion();
	return errorOf(sagemaker.send(new CreateTrainingJobCommand(jobInput('j', changes))));
}

const resource = (changes: object): Partial<CreateTrainingJobRequest> => ({
	ResourceConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 1, VolumeSizeInGB: 10, ...changes }
});

describe('CreateTrainingJob', () => {
	it.each<[string, Partial<CreateTrainingJobRequest>, string]>([
		[
			'a name',
			{ TrainingJobName: 'bad_name!' },
			"Value 'bad_name!' at 'trainingJobName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"
		],
		[
			'a role',
			{ RoleArn: 'me' },
			"Value 'me' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20"
		],
		[
			'an instance type',
			resource({ InstanceType: 'ml.zzz' }),
			"Value 'ml.zzz' at 'resourceConfig.instanceType' failed to satisfy constraint: Member must satisfy enum value set: ["
		],
		[
			'a count of instances',
			resource({ InstanceCount: 0 }),
			"Value '0' at 'resourceConfig.instanceCount' failed to satisfy constraint: Member must have value greater than or equal to 1"
		],
		[
			'no instances',
			{ ResourceConfig: undefined },
			"2 validation errors detected: Value null at 'resourceConfig.instanceType'"
		],
		['no algorithm', { AlgorithmSpecification: undefined }, "Value null at 'algorithmSpecification' failed"],
		[
			'no image',
			{ AlgorithmSpecification: { TrainingInputMode: 'File' } },
			"Value null at 'algorithmSpecification.trainingImage' failed"
		],
		[
			'a runtime of 0',
			{ StoppingCondition: { MaxRuntimeInSeconds: 0 } },
			"Value '0' at 'stoppingCondition.maxRuntimeInSeconds'"
		],
		[
			'29 days',
			{ StoppingCondition: { MaxRuntimeInSeconds: 29 * 86_400 } },
			'Member must have value less than or equal to 2419200'
		],
		[
			'a URI',
			{ OutputDataConfig: { S3OutputPath: 'data/out' } },
			"Value 'data/out' at 'outputDataConfig.s3OutputPath'"
		],
		[
			'an https URI',
			{ OutputDataConfig: { S3OutputPath: 'https://x/y' } },
			"The S3 URI 'https://x/y' of OutputDataConfig.S3OutputPath is not valid"
		],
		[
			'two channels of one name',
			{ InputDataConfig: [...jobInput('j').InputDataConfig!, ...jobInput('j').InputDataConfig!] },
			"The channel name 'train' is given twice"
		],
		[
			'metrics of one’s own on a built-in algorithm',
			{
				AlgorithmSpecification: {
					...jobInput('j').AlgorithmSpecification!,
					MetricDefinitions: [{ Name: 'm', Regex: 'm=(.*)' }]
				}
			},
			"You can't override the metric definitions"
		]
	])('refuses %s as ValidationException', async (_, changes, message) => {
		const refused = await refusal(changes);
		expect(refused).toMatch(/^ValidationException 400: /);
		expect(refused).toContain(message);
	});

	it('refuses what it would only pretend to do', async () => {
		expect(await refusal({ EnableManagedSpotTraining: true })).toBe(
			'NotSimulated 501: EnableManagedSpotTraining of CreateTrainingJob is not simulated. Leave it out.'
		);
		const [channel] = jobInput('j').InputDataConfig!;
		expect(await refusal({ InputDataConfig: [{ ...channel!, CompressionType: 'Gzip' }] })).toMatch(
			/^NotSimulated 501/
		);
		expect(await refusal({ EnableManagedSpotTraining: false })).toBe('no error');
	});

	it('refuses a name that is taken', async () => {
		const { sagemaker } = await testRegion();
		await sagemaker.send(new CreateTrainingJobCommand(jobInput('j')));
		const again = sagemaker.send(new CreateTrainingJobCommand(jobInput('j')));
		expect(await errorOf(again)).toMatch(/^ResourceInUse 400: Training job names must be unique/);
	});

	it('lets one of two that come at the same time have the name', async () => {
		const { sagemaker } = await testRegion();
		const both = [1, 2].map(() => errorOf(sagemaker.send(new CreateTrainingJobCommand(jobInput('j')))));
		const results = await Promise.all(both);
		expect(results.filter((result) => result === 'no error')).toHaveLength(1);
		expect(results.filter((result) => result.startsWith('ResourceInUse'))).toHaveLength(1);
	});

	it('keeps to the quota of instances, which is 0 for types without a sample price', async () => {
		expect(await refusal(resource({ InstanceCount: 21 }))).toMatch(
			/^ResourceLimitExceeded 400: The account-level service limit 'ml.m5.xlarge for training job usage' is 20 Instances, with current utilization of 0 Instances and a request delta of 21 Instances\./
		);
		expect(await refusal(resource({ InstanceType: 'ml.p5.48xlarge' }))).toContain('is 0 Instances');
	});

	it('leaves no trace when the disk is full', async () => {
		const aws = await testRegion();
		aws.storage.full = true;
		const create = (): Promise<unknown> => aws.sagemaker.send(new CreateTrainingJobCommand(jobInput('j')));
		expect(await errorOf(create())).toBe('InternalFailure 500: There is no more room to store data.');
		expect(aws.region.snapshot().trainingJobs).toEqual([]);
		expect(aws.heard).toEqual([]);
		aws.storage.full = false;
		expect(await errorOf(create())).toBe('no error');
	});

	it('keeps tags, which can be added, listed and taken away', async () => {
		const { sagemaker } = await testRegion();
		const { TrainingJobArn: ResourceArn } = await sagemaker.send(
			new CreateTrainingJobCommand(jobInput('j', { Tags: [{ Key: 'a', Value: '1' }] }))
		);
		await sagemaker.send(
			new AddTagsCommand({
				ResourceArn,
				Tags: [
					{ Key: 'a', Value: '2' },
					{ Key: 'b', Value: '' }
				]
			})
		);
		const list = async (): Promise<unknown> =>
			(await sagemaker.send(new ListTagsCommand({ ResourceArn }))).Tags;
		expect(await list()).toEqual([
			{ Key: 'a', Value: '2' },
			{ Key: 'b', Value: '' }
		]);
		await sagemaker.send(new DeleteTagsCommand({ ResourceArn, TagKeys: ['a'] }));
		expect(await list()).toEqual([{ Key: 'b', Value: '' }]);
		const other = sagemaker.send(new ListTagsCommand({ ResourceArn: `${ResourceArn}x` }));
		expect(await errorOf(other)).toMatch(/^ValidationException 400/);
	});
});

describe('ListTrainingJobs', () => {
	it('filters, sorts and pages', async () => {
		const aws = await testRegion();
		await putData(aws);
		for (const name of ['b-1', 'a-1', 'b-2']) {
			await aws.sagemaker.send(new CreateTrainingJobCommand(jobInput(name)));
			await aws.clock.sleep(1000);
		}
		const names = async (query: object): Promise<(string | undefined)[]> => {
			const { TrainingJobSummaries = [] } = await aws.sagemaker.send(new ListTrainingJobsCommand(query));
			return TrainingJobSummaries.map(({ TrainingJobName }) => TrainingJobName);
		};
		expect(await names({})).toEqual(['b-2', 'a-1', 'b-1']);
		expect(await names({ SortBy: 'Name', SortOrder: 'Ascending' })).toEqual(['a-1', 'b-1', 'b-2']);
		expect(await names({ NameContains: 'B-' })).toEqual(['b-2', 'b-1']);
		expect(await names({ StatusEquals: 'Completed' })).toEqual([]);
		await pollJob(aws, 'b-2');
		expect(await names({ StatusEquals: 'Completed' })).toEqual(['b-2', 'a-1', 'b-1']);
		const paged: (string | undefined)[] = [];
		for await (const page of paginateListTrainingJobs({ client: aws.sagemaker, pageSize: 2 }, {})) {
			paged.push(...page.TrainingJobSummaries!.map(({ TrainingJobName }) => TrainingJobName));
		}
		expect(paged).toEqual(['b-2', 'a-1', 'b-1']);
		expect(await errorOf(names({ NextToken: 'no token' }))).toMatch(
			/^ValidationException 400: Invalid pagination token/
		);
	});
});
