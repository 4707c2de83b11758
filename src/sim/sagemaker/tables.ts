import type { Table } from '../core/table.ts';
import { HOSTING_TABLES } from './hosting/hosting-records.ts';
import { tags } from './tags.ts';
import { TRAINING_TABLES } from './training/training-record.ts';
import { TUNING_TABLES } from './tuning/tuning-record.ts';

/** Every table of SageMaker, to be loaded at the start and emptied by a reset. */
export const SAGEMAKER_TABLES: readonly Table<unknown>[] = [
	...TRAINING_TABLES,
	...TUNING_TABLES,
	...HOSTING_TABLES,
	tags
];
