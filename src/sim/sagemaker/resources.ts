import type { Context } from '../core/context.ts';
import type { Table } from '../core/table.ts';
import { algorithms, codeRepositories } from './algorithms/records.ts';
import { validationException, type ResourceKind } from './errors.ts';
import { experiments, trialComponents, trials } from './experiments/records.ts';
import { featureGroups } from './feature-store/records.ts';
import { endpointConfigs, endpoints, models } from './hosting/hosting-records.ts';
import { jobDefinitions, monitoringSchedules } from './monitoring/records.ts';
import { lifecycleConfigs, notebookInstances } from './notebooks/records.ts';
import { pipelines } from './pipelines/records.ts';
import { modelPackageGroups, modelPackages } from './registry/records.ts';
import { trainingJobs } from './training/training-record.ts';
import { autoMLJobs } from './automl/automl-record.ts';
import { transformJobs } from './transform/transform-record.ts';
import { processingJobs } from './processing/processing-record.ts';
import { tuningJobs } from './tuning/tuning-record.ts';

/** Where each kind of resource is kept: under what follows the kind in its ARN. */
const RESOURCES: Readonly<Partial<Record<ResourceKind, Table<unknown>>>> = {
	model: models,
	endpoint: endpoints,
	'endpoint-config': endpointConfigs,
	'training-job': trainingJobs,
	'transform-job': transformJobs,
	'hyper-parameter-tuning-job': tuningJobs,
	'automl-job': autoMLJobs,
	'processing-job': processingJobs,
	algorithm: algorithms,
	'code-repository': codeRepositories,
	experiment: experiments,
	'experiment-trial': trials,
	'experiment-trial-component': trialComponents,
	'model-package': modelPackages,
	'model-package-group': modelPackageGroups,
	pipeline: pipelines,
	'feature-group': featureGroups,
	'monitoring-schedule': monitoringSchedules,
	'data-quality-job-definition': jobDefinitions.DataQuality,
	'model-quality-job-definition': jobDefinitions.ModelQuality,
	'model-bias-job-definition': jobDefinitions.ModelBias,
	'model-explainability-job-definition': jobDefinitions.ModelExplainability,
	'notebook-instance': notebookInstances,
	'notebook-instance-lifecycle-config': lifecycleConfigs
};

/** @throws AwsError ValidationException where there is no such resource */
export function needResource(ctx: Context, arn: string): void {
	const [, kind = '', name = ''] = /^arn:aws[^:]*:sagemaker:[^:]*:\d{12}:([a-z-]+)\/(.+)$/.exec(arn) ?? [];
	const table = Object.hasOwn(RESOURCES, kind) ? RESOURCES[kind as ResourceKind] : undefined;
	if (table && ctx.store.get(table, name) !== undefined) return;
	throw validationException(`Requested resource not found. (${arn})`);
}
