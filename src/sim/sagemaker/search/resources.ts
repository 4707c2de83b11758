import type { SearchRecord } from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Table } from '../../core/table.ts';
import { arnOf } from '../../core/arn.ts';
import { notSimulated } from '../../core/not-simulated.ts';
import { callSageMaker } from '../call.ts';
import { experiments, trialComponents, trials } from '../experiments/records.ts';
import { featureGroups } from '../feature-store/records.ts';
import { endpoints } from '../hosting/hosting-records.ts';
import { pipelineExecutions, pipelines } from '../pipelines/records.ts';
import { modelPackageGroups, modelPackages } from '../registry/records.ts';
import { sagemaker } from '../service.ts';
import { tags } from '../tags.ts';
import { trainingJobs } from '../training/training-record.ts';
import { tuningJobs } from '../tuning/tuning-record.ts';

interface Searchable {
	readonly table: Table<unknown>;
	/** Member of SearchRecord. */
	readonly member: keyof SearchRecord;
	readonly shape: string;
	readonly describe: string;
	/** Member of Describe's input, and whether it takes the ARN in the place of the name. */
	readonly by: string;
	readonly byArn?: true;
	/** Its kind in ARNs. */
	readonly kind: string;
}

/** By the Resource of a search. */
const SEARCHABLE: Readonly<Record<string, Searchable>> = {
	TrainingJob: entry(trainingJobs, 'TrainingJob', 'training-job'),
	HyperParameterTuningJob: {
		...entry(tuningJobs, 'HyperParameterTuningJob', 'hyper-parameter-tuning-job'),
		shape: 'HyperParameterTuningJobSearchEntity'
	},
	Experiment: entry(experiments, 'Experiment', 'experiment'),
	ExperimentTrial: entry(trials, 'Trial', 'experiment-trial'),
	ExperimentTrialComponent: entry(trialComponents, 'TrialComponent', 'experiment-trial-component'),
	Endpoint: entry(endpoints, 'Endpoint', 'endpoint'),
	ModelPackage: entry(modelPackages, 'ModelPackage', 'model-package'),
	ModelPackageGroup: entry(modelPackageGroups, 'ModelPackageGroup', 'model-package-group'),
	Pipeline: entry(pipelines, 'Pipeline', 'pipeline'),
	PipelineExecution: {
		...entry(pipelineExecutions, 'PipelineExecution', 'pipeline'),
		by: 'PipelineExecutionArn',
		byArn: true
	},
	FeatureGroup: entry(featureGroups, 'FeatureGroup', 'feature-group')
};

function entry(table: Table<unknown>, member: keyof SearchRecord, kind: string): Searchable {
	return { table, member, shape: member, describe: `Describe${member}`, by: `${member}Name`, kind };
}

export type Entity = Readonly<Record<string, unknown>>;

/** @throws AwsError NotSimulated */
export function searchable(resource: string): Searchable {
	const found = Object.hasOwn(SEARCHABLE, resource) ? SEARCHABLE[resource] : undefined;
	if (found) return found;
	throw notSimulated(`The search for ${resource}`, `Simulated: ${Object.keys(SEARCHABLE).join(', ')}.`);
}

/** All resources of a kind as a search shows them: what Describe tells, and the tags. */
export async function entitiesOf(ctx: Context, { table, ...spec }: Searchable): Promise<Entity[]> {
	const members = membersOf(spec.shape);
	const found: Entity[] = [];
	for (const [key] of ctx.store.entries(table)) {
		const arn = arnOf(ctx, 'sagemaker', `${spec.kind}/${key}`);
		const described = await callSageMaker(ctx, spec.describe, { [spec.by]: spec.byArn ? arn : key });
		const known = Object.entries(described).filter(([name]) => members.includes(name));
		const own = members.includes('Tags') ? { Tags: ctx.store.get(tags, arn) ?? [] } : {};
		found.push({ ...Object.fromEntries(known), ...own });
	}
	return found;
}

/** What a resource of that shape can be asked for. */
export function membersOf(shape: string): string[] {
	return Object.keys(sagemaker.model.shapes[shape]?.members ?? {});
}
