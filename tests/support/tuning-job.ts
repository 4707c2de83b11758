import {
	DescribeHyperParameterTuningJobCommand,
	type CreateHyperParameterTuningJobRequest,
	type DescribeHyperParameterTuningJobResponse,
	type HyperParameterTrainingJobDefinition,
	type HyperParameterTuningJobConfig
} from '@aws-sdk/client-sagemaker';
import type { TestRegion } from './test-region.ts';
import { jobInput } from './training-job.ts';

/** Config of a search over `eta`, with `changes` laid over it. */
export function tuningConfig(
	changes: Partial<HyperParameterTuningJobConfig> = {}
): HyperParameterTuningJobConfig {
	return {
		Strategy: 'Random',
		HyperParameterTuningJobObjective: { Type: 'Minimize', MetricName: 'train:rmse' },
		ResourceLimits: { MaxNumberOfTrainingJobs: 4, MaxParallelTrainingJobs: 2 },
		ParameterRanges: { ContinuousParameterRanges: [{ Name: 'eta', MinValue: '0.01', MaxValue: '0.3' }] },
		RandomSeed: 7,
		...changes
	};
}

/** Input of CreateHyperParameterTuningJob that works. */
export function tuningInput(
	name: string,
	config: Partial<HyperParameterTuningJobConfig> = {},
	definition: Partial<HyperParameterTrainingJobDefinition> = {},
	changes: Partial<CreateHyperParameterTuningJobRequest> = {}
): CreateHyperParameterTuningJobRequest {
	const { TrainingJobName: _name, HyperParameters: _own, ...rest } = jobInput('unused');
	return {
		HyperParameterTuningJobName: name,
		HyperParameterTuningJobConfig: tuningConfig(config),
		TrainingJobDefinition: {
			...rest,
			AlgorithmSpecification: {
				TrainingImage: rest.AlgorithmSpecification!.TrainingImage,
				TrainingInputMode: 'File'
			},
			StaticHyperParameters: { num_round: '20' },
			...definition
		} as HyperParameterTrainingJobDefinition,
		...changes
	};
}

/** Describes the tuning job again and again until `done`; simulated time goes on meanwhile. */
export async function pollTuning(
	{ sagemaker, clock }: Pick<TestRegion, 'sagemaker' | 'clock'>,
	name: string,
	done: (job: DescribeHyperParameterTuningJobResponse) => boolean = ({
		HyperParameterTuningJobStatus: status
	}) => status !== 'InProgress' && status !== 'Stopping'
): Promise<DescribeHyperParameterTuningJobResponse> {
	for (;;) {
		const job = await sagemaker.send(
			new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name })
		);
		if (done(job)) return job;
		await clock.sleep(5000);
	}
}
