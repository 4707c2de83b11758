import type { Table } from '../core/table.ts';
import { ALGORITHM_TABLES } from './algorithms/records.ts';
import { EXPERIMENT_TABLES } from './experiments/records.ts';
import { FEATURE_STORE_TABLES } from './feature-store/records.ts';
import { HOSTING_TABLES } from './hosting/hosting-records.ts';
import { MONITORING_TABLES } from './monitoring/records.ts';
import { NOTEBOOK_TABLES } from './notebooks/records.ts';
import { PIPELINE_TABLES } from './pipelines/records.ts';
import { REGISTRY_TABLES } from './registry/records.ts';
import { tags } from './tags.ts';
import { TRAINING_TABLES } from './training/training-record.ts';
import { AUTOML_TABLES } from './automl/automl-record.ts';
import { TRANSFORM_TABLES } from './transform/transform-record.ts';
import { PROCESSING_TABLES } from './processing/processing-record.ts';
import { TUNING_TABLES } from './tuning/tuning-record.ts';

/** Every table of SageMaker, to be loaded at the start and emptied by a reset. */
export const SAGEMAKER_TABLES: readonly Table<unknown>[] = [
	...TRAINING_TABLES,
	...TUNING_TABLES,
	...AUTOML_TABLES,
	...PROCESSING_TABLES,
	...HOSTING_TABLES,
	...TRANSFORM_TABLES,
	...REGISTRY_TABLES,
	...EXPERIMENT_TABLES,
	...ALGORITHM_TABLES,
	...PIPELINE_TABLES,
	...FEATURE_STORE_TABLES,
	...NOTEBOOK_TABLES,
	...MONITORING_TABLES,
	tags
];
