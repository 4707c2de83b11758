import type { SearchRecord } from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Table } from '../../core/table.ts';
import { arnOf } from '../../core/arn.ts';
import { notSimulated } from '../../core/not-simulated.ts';
import { experiments, trialComponents, trials } from '../experiments/records.ts';
import { featureGroups } from '../feature-store/records.ts';
import { endpoints } from '../hosting/hosting-records.ts';
import { pipelineExecutions, pipelines } from '../pipelines/records.ts';
import { modelPackageGroups, modelPackages } from '../registry/records.ts';
import { trainingJobs } from '../training/training-record.ts';
import { tuningJobs } from '../tuning/tuning-record.ts';
import { described, type Candidate } from './candidate.ts';
import { featureCandidates } from './feature-candidates.ts';
import { modelCandidates } from './model-candidates.ts';

interface Searchable {
	/** Member of SearchRecord. */
	readonly member: keyof SearchRecord;
	readonly shape: string;
	candidates(ctx: Context): Candidate[];
}

interface Kept {
	readonly createdAt: number;
	readonly modifiedAt?: number;
}

/** By the Resource of a search. */
const SEARCHABLE: Readonly<Record<string, Searchable>> = {
	TrainingJob: entry(trainingJobs, 'TrainingJob', 'training-job'),
	HyperParameterTuningJob: entry(tuningJobs, 'HyperParameterTuningJob', 'hyper-parameter-tuning-job', {
		shape: 'HyperParameterTuningJobSearchEntity'
	}),
	Experiment: entry(experiments, 'Experiment', 'experiment'),
	ExperimentTrial: entry(trials, 'Trial', 'experiment-trial'),
	ExperimentTrialComponent: entry(trialComponents, 'TrialComponent', 'experiment-trial-component'),
	Endpoint: entry(endpoints, 'Endpoint', 'endpoint'),
	Model: { member: 'Model', shape: 'ModelDashboardModel', candidates: modelCandidates },
	ModelPackage: entry(modelPackages, 'ModelPackage', 'model-package'),
	ModelPackageGroup: entry(modelPackageGroups, 'ModelPackageGroup', 'model-package-group'),
	Pipeline: entry(pipelines, 'Pipeline', 'pipeline'),
	PipelineExecution: entry(pipelineExecutions, 'PipelineExecution', 'pipeline', {
		by: 'PipelineExecutionArn'
	}),
	FeatureGroup: entry(featureGroups, 'FeatureGroup', 'feature-group'),
	FeatureMetadata: { member: 'FeatureMetadata', shape: 'FeatureMetadata', candidates: featureCandidates }
};

/**
 * A kind whose resources lie in one table.
 * @param kind in ARNs
 * @param options shape of what is found, where it has another name; the member of Describe's input that takes the ARN
 */
function entry<T extends Kept>(
	table: Table<T>,
	member: keyof SearchRecord,
	kind: string,
	{ shape = member, by }: { readonly shape?: string; readonly by?: string } = {}
): Searchable {
	return {
		member,
		shape,
		candidates: (ctx) =>
			ctx.store.entries(table).map(([key, { createdAt, modifiedAt = createdAt }]) => {
				const arn = arnOf(ctx, 'sagemaker', `${kind}/${key}`);
				const input = by === undefined ? { [`${member}Name`]: key } : { [by]: arn };
				const entity = () => described(ctx, shape, `Describe${member}`, input, arn);
				return { arn, createdAt, modifiedAt, entity };
			})
	};
}

/** @throws AwsError NotSimulated */
export function searchable(resource: string): Searchable {
	const found = Object.hasOwn(SEARCHABLE, resource) ? SEARCHABLE[resource] : undefined;
	if (found) return found;
	throw notSimulated(`The search for ${resource}`, `Simulated: ${Object.keys(SEARCHABLE).join(', ')}.`);
}
