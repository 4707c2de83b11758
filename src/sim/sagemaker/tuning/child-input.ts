import type { Point } from '#ml/tuning/parameter.ts';
import type { TrainingJobInput } from '../training/training-checks.ts';
import { OBJECTIVE_HYPERPARAMETER } from './algorithm-checks.ts';
import { textsOf, type Objective, type TuningJobInput } from './tuning-record.ts';

/** Input of CreateTrainingJob for the trial at `point`. */
export function childInput(
	input: TuningJobInput,
	objective: Objective,
	jobName: string,
	point: Point
): TrainingJobInput {
	const {
		AlgorithmSpecification,
		HyperParameterTuningResourceConfig: own,
		ResourceConfig,
		StaticHyperParameters,
		HyperParameterRanges: _ranges,
		TuningObjective: _objective,
		DefinitionName: _name,
		...rest
	} = input.TrainingJobDefinition;
	const resources = own && {
		InstanceType: own.InstanceType,
		InstanceCount: own.InstanceCount,
		VolumeSizeInGB: own.VolumeSizeInGB,
		VolumeKmsKeyId: own.VolumeKmsKeyId
	};
	return {
		...rest,
		TrainingJobName: jobName,
		AlgorithmSpecification,
		OutputDataConfig: rest.OutputDataConfig!,
		RoleArn: rest.RoleArn!,
		ResourceConfig: ResourceConfig ?? resources,
		HyperParameters: {
			[OBJECTIVE_HYPERPARAMETER]: objective.MetricName,
			...StaticHyperParameters,
			...textsOf(point)
		},
		Tags: input.Tags
	};
}
