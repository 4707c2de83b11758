import {
	AddTagsCommand,
	CreateExperimentCommand,
	CreateTrainingJobCommand,
	CreateTrialComponentCommand,
	GetSearchSuggestionsCommand,
	paginateSearch,
	ResourceType,
	SearchCommand,
	UpdateFeatureMetadataCommand,
	type Filter,
	type SearchCommandInput
} from '@aws-sdk/client-sagemaker';
import { beforeAll, describe, expect, it } from 'vitest';
import { everyResource } from '#tests/support/every-resource.ts';
import { createPipeline, definition, start, trainStep, untilEnded } from '#tests/support/pipeline.ts';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';
import { jobInput, pollJob, putData } from '#tests/support/training-job.ts';

async function jobs(aws: TestRegion, input: Partial<SearchCommandInput>): Promise<string[]> {
	const { Results = [] } = await aws.sagemaker.send(new SearchCommand({ Resource: 'TrainingJob', ...input }));
	return Results.map(({ TrainingJob }) => TrainingJob!.TrainingJobName!);
}

describe('a search', () => {
	let aws: TestRegion;

	async function trained(): Promise<TestRegion> {
		const region = await testRegion();
		await putData(region);
		for (const [name, num_round] of [
			['j1', '5'],
			['j2', '20'],
			['j3', '100']
		] as const) {
			const job = jobInput(name, { HyperParameters: { num_round }, Tags: [{ Key: 'team', Value: name }] });
			await region.sagemaker.send(new CreateTrainingJobCommand(job));
			await pollJob(region, name);
		}
		return region;
	}

	// The tests only read, and each region is closed after a test, so all is asked of one.
	const asked: Record<string, string[]> = {};

	beforeAll(async () => {
		aws = await trained();
		const ask = async (name: string, input: Partial<SearchCommandInput>): Promise<void> => {
			asked[name] = await jobs(aws, input);
		};
		const by = (...Filters: Filter[]): Partial<SearchCommandInput> => ({
			SearchExpression: { Filters },
			SortBy: 'TrainingJobName',
			SortOrder: 'Ascending'
		});
		const rounds = (Operator: Filter['Operator'], Value: string): Filter => ({
			Name: 'HyperParameters.num_round',
			Operator,
			Value
		});
		await ask('all', {});
		await ask('number', by(rounds('GreaterThan', '9')));
		await ask('two', by(rounds('GreaterThan', '9'), rounds('LessThanOrEqualTo', '20')));
		await ask('in', by(rounds('In', '5, 100')));
		await ask('tag', by({ Name: 'Tags.team', Operator: 'Equals', Value: 'j2' }));
		await ask('contains', by({ Name: 'TrainingJobName', Operator: 'Contains', Value: '3' }));
		await ask('absent', by({ Name: 'FailureReason', Operator: 'NotExists' }));
		await ask('exists', by({ Name: 'FailureReason', Operator: 'Exists' }));
		await ask('not', by({ Name: 'TrainingJobName', Operator: 'NotEquals', Value: 'j1' }));
		await ask('metric', { SortBy: 'Metrics.train:rmse', SortOrder: 'Ascending' });
		await ask('or', {
			SearchExpression: {
				Operator: 'Or',
				SubExpressions: [
					{ Filters: [{ Name: 'TrainingJobName', Value: 'j1' }] },
					{ Filters: [{ Name: 'TrainingJobName', Value: 'j3' }] }
				]
			}
		});
		const uri = 'InputDataConfig.DataSource.S3DataSource.S3Uri';
		const channel = (Value: string): Partial<SearchCommandInput> => ({
			SearchExpression: {
				NestedFilters: [
					{
						NestedPropertyName: 'InputDataConfig',
						Filters: [
							{ Name: 'InputDataConfig.ChannelName', Value },
							{ Name: uri, Operator: 'Contains', Value: 's3://data' }
						]
					}
				]
			}
		});
		await ask('nested', channel('train'));
		await ask('nestedNone', channel('test'));
		const first = await aws.sagemaker.send(new SearchCommand({ Resource: 'TrainingJob', MaxResults: 2 }));
		asked['hits'] = [String(first.TotalHits?.Value), String(first.Results?.length)];
		await ask('rest', { MaxResults: 2, NextToken: first.NextToken });
		const { PropertyNameSuggestions = [] } = await aws.sagemaker.send(
			new GetSearchSuggestionsCommand({
				Resource: 'TrainingJob',
				SuggestionQuery: { PropertyNameQuery: { PropertyNameHint: 'HyperP' } }
			})
		);
		asked['suggested'] = PropertyNameSuggestions.map(({ PropertyName }) => PropertyName!);
	});

	it.each<[string, string, string[]]>([
		['finds all, the latest first', 'all', ['j3', 'j2', 'j1']],
		['compares numbers as numbers', 'number', ['j2', 'j3']],
		['wants all filters', 'two', ['j2']],
		['takes one of several values', 'in', ['j1', 'j3']],
		['knows tags', 'tag', ['j2']],
		['finds parts of texts', 'contains', ['j3']],
		['finds what has no such property', 'absent', ['j1', 'j2', 'j3']],
		['finds what has a property', 'exists', []],
		['excludes', 'not', ['j2', 'j3']],
		['sorts by a metric', 'metric', ['j3', 'j2', 'j1']],
		['joins expressions with Or', 'or', ['j3', 'j1']],
		['asks all of one item of a list', 'nested', ['j3', 'j2', 'j1']],
		['asks nothing of two items together', 'nestedNone', []],
		['counts all hits, page by page', 'hits', ['3', '2']],
		['goes on where the page before ended', 'rest', ['j1']],
		['suggests properties', 'suggested', ['HyperParameters', 'HyperParameters.num_round']]
	])('%s', (_, name, expected) => {
		expect(asked[name]).toEqual(expected);
	});
});

describe('a search for other resources', () => {
	it('shows them with their tags', async () => {
		const { sagemaker } = await testRegion();
		const { ExperimentArn } = await sagemaker.send(new CreateExperimentCommand({ ExperimentName: 'e' }));
		await sagemaker.send(
			new AddTagsCommand({ ResourceArn: ExperimentArn, Tags: [{ Key: 'a', Value: 'b' }] })
		);
		const Parameters = { eta: { NumberValue: 0.5 } };
		await sagemaker.send(new CreateTrialComponentCommand({ TrialComponentName: 'c', Parameters }));
		const found = await sagemaker.send(new SearchCommand({ Resource: 'Experiment' }));
		expect(found.Results).toMatchObject([
			{ Experiment: { ExperimentName: 'e', Tags: [{ Key: 'a', Value: 'b' }] } }
		]);
		const Filters: Filter[] = [{ Name: 'Parameters.eta.NumberValue', Operator: 'GreaterThan', Value: '0.4' }];
		const components = new SearchCommand({
			Resource: 'ExperimentTrialComponent',
			SearchExpression: { Filters }
		});
		expect((await sagemaker.send(components)).Results).toHaveLength(1);
	});

	it('finds executions of pipelines', async () => {
		const aws = await testRegion();
		await putData(aws);
		await createPipeline(aws, definition([trainStep('Train')]));
		const arn = await start(aws);
		await untilEnded(aws, arn);
		const Filters: Filter[] = [{ Name: 'PipelineExecutionStatus', Value: 'Succeeded' }];
		const { Results } = await aws.sagemaker.send(
			new SearchCommand({ Resource: 'PipelineExecution', SearchExpression: { Filters } })
		);
		expect(Results).toMatchObject([{ PipelineExecution: { PipelineExecutionArn: arn } }]);
	});

	it('finds every kind that there can be, and refuses the others by name', async () => {
		const aws = await everyResource([{ Key: 'team', Value: 'blue' }]);
		await start(aws);
		const answers: string[] = [];
		for (const Resource of Object.values(ResourceType)) {
			const search = aws.sagemaker.send(new SearchCommand({ Resource }));
			const answer = await search.then(({ Results = [] }) => String(Results.length), String);
			// A client may know kinds that the shapes here do not know yet.
			if (!answer.startsWith('ValidationException')) answers.push(`${Resource} ${answer.split('.')[0]}`);
		}
		expect(answers.toSorted()).toEqual([
			'Endpoint 1',
			'Experiment 1',
			'ExperimentTrial 1',
			'ExperimentTrialComponent 1',
			'FeatureGroup 1',
			'FeatureMetadata 2',
			'HyperParameterTuningJob 1',
			'Image NotSimulated: The search for Image is not simulated',
			'ImageVersion NotSimulated: The search for ImageVersion is not simulated',
			'Job NotSimulated: The search for Job is not simulated',
			'Model 1',
			'ModelCard NotSimulated: The search for ModelCard is not simulated',
			'ModelPackage 1',
			'ModelPackageGroup 1',
			'Pipeline 1',
			'PipelineExecution 1',
			'PipelineVersion NotSimulated: The search for PipelineVersion is not simulated',
			'Project NotSimulated: The search for Project is not simulated',
			'TrainingJob 3'
		]);
	});

	it('shows a model with what works with it', async () => {
		const { sagemaker } = await everyResource([{ Key: 'team', Value: 'blue' }]);
		const Filters: Filter[] = [{ Name: 'Model.Tags.team', Value: 'blue' }];
		const { Results } = await sagemaker.send(
			new SearchCommand({ Resource: 'Model', SearchExpression: { Filters } })
		);
		expect(Results).toMatchObject([
			{
				Model: {
					Model: { ModelName: 'm', Tags: [{ Key: 'team' }] },
					Endpoints: [{ EndpointName: 'e', EndpointStatus: 'Creating' }],
					LastBatchTransformJob: { TransformJobName: 't' }
				}
			}
		]);
	});

	it('finds features by what is told of them', async () => {
		const { sagemaker } = await everyResource();
		const told = { FeatureGroupName: 'f', FeatureName: 'id', Description: 'number of the house' };
		await sagemaker.send(new UpdateFeatureMetadataCommand(told));
		const Filters: Filter[] = [{ Name: 'Description', Operator: 'Contains', Value: 'house' }];
		const { Results } = await sagemaker.send(
			new SearchCommand({ Resource: 'FeatureMetadata', SearchExpression: { Filters } })
		);
		expect(Results).toMatchObject([{ FeatureMetadata: { FeatureName: 'id', FeatureType: 'Integral' } }]);
	});

	it('goes through the same pages whether it looks at all resources or at those of the page', async () => {
		const aws = await testRegion();
		for (const ExperimentName of ['b', 'a', 'c', 'e', 'd']) {
			await aws.sagemaker.send(new CreateExperimentCommand({ ExperimentName }));
			if (ExperimentName !== 'a') await aws.clock.sleep(1000);
		}
		const pages = async (more: Partial<SearchCommandInput>): Promise<string[]> => {
			const names: string[] = [];
			const config = { client: aws.sagemaker, pageSize: 2 };
			for await (const page of paginateSearch(config, { Resource: 'Experiment', ...more })) {
				names.push(page.Results!.map(({ Experiment }) => Experiment!.ExperimentName).join(' '));
				expect(page.TotalHits?.Value).toBe(5);
			}
			return names;
		};
		const all: Filter[] = [{ Name: 'ExperimentName', Operator: 'Exists' }];
		for (const more of [{}, { SortBy: 'CreationTime' }, { SortOrder: 'Ascending' as const }]) {
			const lazy = await pages(more);
			expect(lazy).toHaveLength(3);
			expect(await pages({ ...more, SearchExpression: { Filters: all } })).toEqual(lazy);
		}
		expect(await pages({ SortBy: 'CreationTime' })).toEqual(['d e', 'c a', 'b']);
	});

	it('refuses kinds that are not simulated, and nested filters of another list', async () => {
		const { sagemaker } = await testRegion();
		expect(await errorOf(sagemaker.send(new SearchCommand({ Resource: 'Project' })))).toMatch(
			/^NotSimulated 501: The search for Project/
		);
		await sagemaker.send(new CreateExperimentCommand({ ExperimentName: 'e' }));
		const NestedFilters = [{ NestedPropertyName: 'Tags', Filters: [{ Name: 'X.Key', Value: 'a' }] }];
		const search = new SearchCommand({ Resource: 'Experiment', SearchExpression: { NestedFilters } });
		expect(await errorOf(sagemaker.send(search))).toMatch(
			/^ValidationException 400: The nested filter 'X.Key'/
		);
	});
});
