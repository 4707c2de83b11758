import {
	CreateAutoMLJobCommand,
	CreateAutoMLJobV2Command,
	CreateEndpointCommand,
	CreateEndpointConfigCommand,
	CreateModelCommand,
	DescribeAutoMLJobCommand,
	DescribeAutoMLJobV2Command,
	DescribeTrainingJobCommand,
	ListAutoMLJobsCommand,
	ListCandidatesForAutoMLJobCommand,
	type CreateAutoMLJobV2Request,
	type DescribeAutoMLJobV2Response,
	type TabularJobConfig
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { decodeUtf8 } from '#base/bytes.ts';
import { Rng } from '#base/rng.ts';
import { inlineInferenceRunner, inlineTrainingRunner } from '#engine/inline.ts';
import { toCsv } from '#ml/data/to-csv.ts';
import type { InferenceRunner } from '#sim/ports.ts';
import { clonedStorage } from '#tests/support/cloned-storage.ts';
import { errorOf, ROLE, testRegion, type TestRegion } from '#tests/support/test-region.ts';

type Row = Record<string, number | string>;

function drawn(label: (a: number, b: number) => number | string): string {
	const rng = new Rng(5);
	const rows = Array.from({ length: 200 }, (): Row => {
		const [a, b] = [rng.next(), rng.next()];
		return { a, same: 1, target: label(a, b), b };
	});
	return toCsv(rows, { header: true });
}

const BINARY = drawn((a, b) => (a + b > 1 ? 1 : 0));
const CLASSES = drawn((a) => Math.floor(a * 3));
const QUANTITY = drawn((a, b) => 10 * a - 5 * b);

function input(
	changes: Partial<CreateAutoMLJobV2Request> = {},
	tabular: Partial<TabularJobConfig> = {}
): CreateAutoMLJobV2Request {
	return {
		AutoMLJobName: 'auto',
		RoleArn: ROLE,
		AutoMLJobInputDataConfig: [
			{
				ChannelType: 'training',
				ContentType: 'text/csv;header=present',
				DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://data/table.csv' } }
			}
		],
		OutputDataConfig: { S3OutputPath: 's3://data/out/' },
		AutoMLProblemTypeConfig: {
			TabularJobConfig: {
				TargetAttributeName: 'target',
				CompletionCriteria: { MaxCandidates: 3 },
				...tabular
			}
		},
		...changes
	};
}

async function started(
	csv: string,
	request = input(),
	storage = clonedStorage(),
	inference?: InferenceRunner
): Promise<TestRegion> {
	const aws = await testRegion({
		training: inlineTrainingRunner(),
		storage,
		...(inference && { inference })
	});
	await aws.s3.send(new CreateBucketCommand({ Bucket: 'data' }));
	await aws.s3.send(new PutObjectCommand({ Bucket: 'data', Key: 'table.csv', Body: csv }));
	await aws.sagemaker.send(new CreateAutoMLJobV2Command(request));
	return aws;
}

async function poll({ sagemaker, clock }: TestRegion): Promise<DescribeAutoMLJobV2Response> {
	for (;;) {
		const job = await sagemaker.send(new DescribeAutoMLJobV2Command({ AutoMLJobName: 'auto' }));
		if (job.AutoMLJobStatus !== 'InProgress') return job;
		await clock.sleep(10_000);
	}
}

describe('an AutoML job', () => {
	it('finds out what the problem is, trains real candidates and names the best', async () => {
		const aws = await started(BINARY);
		const job = await poll(aws);
		expect(job).toMatchObject({
			AutoMLJobStatus: 'Completed',
			AutoMLJobSecondaryStatus: 'MaxCandidatesReached',
			AutoMLProblemTypeConfigName: 'Tabular',
			ResolvedAttributes: {
				AutoMLJobObjective: { MetricName: 'AUC' },
				AutoMLProblemTypeResolvedAttributes: {
					TabularResolvedAttributes: { ProblemType: 'BinaryClassification' }
				}
			}
		});
		const { Candidates = [] } = await aws.sagemaker.send(
			new ListCandidatesForAutoMLJobCommand({
				AutoMLJobName: 'auto',
				SortBy: 'FinalObjectiveMetricValue',
				SortOrder: 'Descending'
			})
		);
		expect(Candidates).toHaveLength(3);
		const best = job.BestCandidate!;
		expect(Candidates[0]).toEqual(best);
		expect(best.FinalAutoMLJobObjectiveMetric!.Value).toBeGreaterThan(0.9);
		const [step] = best.CandidateSteps!;
		const child = await aws.sagemaker.send(
			new DescribeTrainingJobCommand({ TrainingJobName: step!.CandidateStepName! })
		);
		expect(child.TrainingJobStatus).toBe('Completed');
		expect(child.AutoMLJobArn).toBe(job.AutoMLJobArn);
		const auc = child.FinalMetricDataList!.find(({ MetricName }) =>
			/validation:(auc|roc_auc_score)/.test(MetricName!)
		);
		expect(auc!.Value).toBe(best.FinalAutoMLJobObjectiveMetric!.Value);
		expect(best.InferenceContainers!.at(-1)!.ModelDataUrl).toBe(child.ModelArtifacts!.S3ModelArtifacts);
		await aws.sagemaker.send(
			new CreateModelCommand({
				ModelName: 'auto',
				ExecutionRoleArn: ROLE,
				Containers: best.InferenceContainers
			})
		);
	});

	it('keeps a part of the data back and leaves out columns that never change', async () => {
		const aws = await started(BINARY, input({ DataSplitConfig: { ValidationFraction: 0.25 } }));
		await poll(aws);
		const objects = aws.region.snapshot().objects.map(({ key }) => key);
		expect(objects).toContain('out/auto/preprocessed-data/train/chunk_0.csv');
		const logs = aws.region.snapshot().logs.flatMap(({ lines }) => lines.map(({ message }) => message));
		expect(logs).toContain('INFO: Train matrix has 150 rows and 2 columns');
		expect(logs).toContain('INFO: Validation matrix has 50 rows and 2 columns');
	});

	it.each([
		[
			'classes',
			CLASSES,
			'MulticlassClassification',
			'Accuracy',
			(value: number) => value > 0.8 && value <= 1
		],
		['quantities', QUANTITY, 'Regression', 'MSE', (value: number) => value > 0 && value < 2]
	] as const)('takes %s for what they are', async (_, csv, problem, metric, isGood) => {
		const job = await poll(await started(csv));
		expect(job.ResolvedAttributes!.AutoMLProblemTypeResolvedAttributes!.TabularResolvedAttributes).toEqual({
			ProblemType: problem
		});
		const { MetricName, Value } = job.BestCandidate!.FinalAutoMLJobObjectiveMetric!;
		expect(MetricName).toBe(metric);
		expect(isGood(Value!)).toBe(true);
	});

	it('tries trees and lines over rows that are prepared for each, and serves the best with what prepared them', async () => {
		const rng = new Rng(8);
		const rows = Array.from({ length: 200 }, (): Row => {
			const [a, tail, c] = [rng.next(), Math.exp(rng.next() * 6), rng.next()];
			return { a: rng.next() < 0.2 ? NaN : a, tail, c, target: 30 + 4 * Math.log1p(tail) - 9 * c };
		});
		const request = input({}, { CompletionCriteria: { MaxCandidates: 5 } });
		const aws = await started(
			toCsv(rows, { header: true }),
			request,
			clonedStorage(),
			inlineInferenceRunner()
		);
		const job = await poll(aws);
		const { Candidates = [] } = await aws.sagemaker.send(
			new ListCandidatesForAutoMLJobCommand({ AutoMLJobName: 'auto' })
		);
		const used = new Set(
			Candidates.map((each) => each.InferenceContainers!.map(({ Image }) => Image).join(' '))
		);
		expect([...used].sort()).toEqual([
			expect.stringMatching(/sagemaker-sklearn-automl:\S+ \S+linear-learner:1$/),
			expect.stringMatching(/^\S+sagemaker-xgboost:1\.7-1$/)
		]);
		// The label follows from the logarithm: nothing else comes near.
		const best = job.BestCandidate!;
		expect(best.FinalAutoMLJobObjectiveMetric!.Value).toBeLessThan(0.5);
		expect(best.InferenceContainers![0]!.ModelDataUrl).toBe(
			's3://data/out/auto/preprocessed-data/dpp2/model/model.tar.gz'
		);
		await aws.sagemaker.send(
			new CreateModelCommand({ ModelName: 'm', ExecutionRoleArn: ROLE, Containers: best.InferenceContainers })
		);
		const variant = {
			VariantName: 'v',
			ModelName: 'm',
			InitialInstanceCount: 1,
			InstanceType: 'ml.m5.large' as const
		};
		await aws.sagemaker.send(
			new CreateEndpointConfigCommand({ EndpointConfigName: 'c', ProductionVariants: [variant] })
		);
		await aws.sagemaker.send(new CreateEndpointCommand({ EndpointName: 'e', EndpointConfigName: 'c' }));
		await aws.clock.sleep(600_000);
		const answer = await aws.runtime.send(
			new InvokeEndpointCommand({ EndpointName: 'e', ContentType: 'text/csv', Body: ',100,0.5\n0.5,2,1\n' })
		);
		const { predictions } = JSON.parse(decodeUtf8(answer.Body!)) as { predictions: { score: number }[] };
		expect(Math.abs(predictions[0]!.score - (30 + 4 * Math.log(101) - 4.5))).toBeLessThan(1);
		expect(Math.abs(predictions[1]!.score - (30 + 4 * Math.log(3) - 9))).toBeLessThan(1);
	});

	it('trains only the algorithms that are asked for', async () => {
		const AlgorithmsConfig = [{ AutoMLAlgorithms: ['linear-learner' as const] }];
		const tabular = {
			CompletionCriteria: { MaxCandidates: 2 },
			CandidateGenerationConfig: { AlgorithmsConfig }
		};
		const job = await poll(await started(CLASSES, input({}, tabular)));
		expect(job.BestCandidate!.InferenceContainers!.at(-1)!.Image).toContain('linear-learner');
		expect(job.BestCandidate!.FinalAutoMLJobObjectiveMetric!.Value).toBeGreaterThan(0.7);
	});

	it('minds the objective that it is given', async () => {
		const request = input(
			{ AutoMLJobObjective: { MetricName: 'Accuracy' } },
			{ ProblemType: 'BinaryClassification', CompletionCriteria: { MaxCandidates: 1 } }
		);
		const job = await poll(await started(BINARY, request));
		const { Type, Value } = job.BestCandidate!.FinalAutoMLJobObjectiveMetric!;
		expect(Type).toBe('Maximize');
		expect(Value).toBeGreaterThan(0.7);
	});

	it.each([
		['an absent target', toCsv([{ a: 1 }], { header: true }), "The training data have no column 'target'."],
		['text', drawn(() => 'yes'), "The column 'target' holds text"],
		[
			'classes that do not begin at 0',
			drawn((a) => (a > 0.5 ? 2 : 1)),
			'its classes must be the numbers 0, 1, 2'
		]
	])('fails for %s and says so', async (_, csv, reason) => {
		const job = await poll(await started(csv));
		expect(job.AutoMLJobStatus).toBe('Failed');
		expect(job.FailureReason).toMatch(/^ClientError: /);
		expect(job.FailureReason).toContain(reason);
	});

	it('ends when its time is over, with what it has', async () => {
		const criteria = { MaxCandidates: 100, MaxAutoMLJobRuntimeInSeconds: 400 };
		const job = await poll(await started(BINARY, input({}, { CompletionCriteria: criteria })));
		expect(job).toMatchObject({
			AutoMLJobStatus: 'Completed',
			AutoMLJobSecondaryStatus: 'MaxAutoMLJobRuntimeReached'
		});
		const short = { MaxCandidates: 100, MaxAutoMLJobRuntimeInSeconds: 60 };
		const none = await poll(await started(BINARY, input({}, { CompletionCriteria: short })));
		expect(none.FailureReason).toContain('found no candidate: its time ran out');
	});

	it('fails when the process that ran it has died', async () => {
		const storage = clonedStorage();
		const aws = await started(BINARY, input(), storage);
		await aws.clock.sleep(60_000);
		aws.region.close();
		const again = await testRegion({ storage });
		const job = await poll(again);
		expect(job.FailureReason).toMatch(/^InternalServerError: .* while the job was in status AnalyzingData\./);
		const { AutoMLJobSummaries } = await again.sagemaker.send(
			new ListAutoMLJobsCommand({ StatusEquals: 'Failed' })
		);
		expect(AutoMLJobSummaries).toHaveLength(1);
	});

	it.each<[string, CreateAutoMLJobV2Request]>([
		[
			'The objective F1',
			input({ AutoMLJobObjective: { MetricName: 'F1' } }, { ProblemType: 'BinaryClassification' })
		],
		['The Mode ENSEMBLING', input({}, { Mode: 'ENSEMBLING' })],
		[
			'The algorithm mlp',
			input({}, { CandidateGenerationConfig: { AlgorithmsConfig: [{ AutoMLAlgorithms: ['mlp'] }] } })
		],
		[
			'TextClassificationJobConfig',
			input({
				AutoMLProblemTypeConfig: {
					TextClassificationJobConfig: { ContentColumn: 'a', TargetLabelColumn: 'b' }
				}
			})
		],
		['ModelDeployConfig', input({ ModelDeployConfig: { EndpointName: 'e' } })]
	])('refuses %s by name', async (what, request) => {
		const { sagemaker } = await testRegion();
		const refused = await errorOf(sagemaker.send(new CreateAutoMLJobV2Command(request)));
		expect(refused).toMatch(/^NotSimulated 501: /);
		expect(refused).toContain(what);
	});
});

describe('the operations of the first version', () => {
	it('make the same job and describe it in their own words', async () => {
		const aws = await started(
			CLASSES,
			input({ AutoMLJobName: 'other' }, { CompletionCriteria: { MaxCandidates: 1 } })
		);
		const { AutoMLJobInputDataConfig, OutputDataConfig } = input();
		await aws.sagemaker.send(
			new CreateAutoMLJobCommand({
				AutoMLJobName: 'auto',
				RoleArn: ROLE,
				InputDataConfig: [{ ...AutoMLJobInputDataConfig![0]!, TargetAttributeName: 'target' }],
				OutputDataConfig,
				AutoMLJobConfig: { CompletionCriteria: { MaxCandidates: 2 } }
			})
		);
		const second = await poll(aws);
		expect(second.AutoMLProblemTypeConfig!.TabularJobConfig!.TargetAttributeName).toBe('target');
		const job = await aws.sagemaker.send(new DescribeAutoMLJobCommand({ AutoMLJobName: 'auto' }));
		expect(job).toMatchObject({
			AutoMLJobStatus: 'Completed',
			InputDataConfig: [{ TargetAttributeName: 'target' }],
			AutoMLJobConfig: { CompletionCriteria: { MaxCandidates: 2 } },
			ResolvedAttributes: {
				ProblemType: 'MulticlassClassification',
				AutoMLJobObjective: { MetricName: 'Accuracy' },
				CompletionCriteria: { MaxCandidates: 2 }
			}
		});
		expect(job.BestCandidate).toEqual(second.BestCandidate);
		const other = aws.sagemaker.send(new DescribeAutoMLJobCommand({ AutoMLJobName: 'other' }));
		expect(await errorOf(other)).toMatch(/^ValidationException 400: The AutoML job 'other' was created by/);
		const refused = aws.sagemaker.send(
			new CreateAutoMLJobCommand({
				AutoMLJobName: 'refused',
				RoleArn: ROLE,
				InputDataConfig: [{ ...AutoMLJobInputDataConfig![0]!, TargetAttributeName: 'target' }],
				OutputDataConfig,
				AutoMLJobConfig: { Mode: 'ENSEMBLING' }
			})
		);
		expect(await errorOf(refused)).toContain('The Mode ENSEMBLING of CreateAutoMLJob is not simulated.');
	});
});
