import type {
	AutoMLJobSecondaryStatus,
	AutoMLJobStatus,
	AutoMLMetricEnum,
	CreateAutoMLJobRequest,
	CreateAutoMLJobV2Request,
	ProblemType
} from '@aws-sdk/client-sagemaker';
import type { Point } from '#ml/tuning/parameter.ts';
import { defineTable, type Transaction } from '../../core/table.ts';
import type { Given } from '../../core/service.ts';
import type { TrainingJobView } from '../../events.ts';
import type { RecipeName } from './recipes.ts';

export type AutoMLInput = Given<
	CreateAutoMLJobV2Request,
	'AutoMLJobName' | 'AutoMLJobInputDataConfig' | 'OutputDataConfig' | 'AutoMLProblemTypeConfig' | 'RoleArn'
>;

/** A training job with hyperparameters of its own, and what it came to. */
export interface CandidateRecord {
	readonly jobName: string;
	/** Absent in accounts of earlier releases. */
	readonly recipe?: RecipeName;
	readonly point: Point;
	readonly createdAt: number;
	readonly endedAt: number | null;
	readonly status: TrainingJobView['status'];
	readonly failureReason: string | null;
	readonly modelArtifacts: string | null;
	/** The objective; null while it runs, and where it never came. */
	readonly value: number | null;
}

/** The data of a recipe in S3. */
export interface PreparedUris {
	readonly train: string;
	readonly validation: string;
	/** What prepared them, for the container that prepares requests; null where nothing did. */
	readonly preprocessor: string | null;
}

/** What was found out about the data. */
export interface Resolved {
	readonly problemType: ProblemType;
	readonly metric: AutoMLMetricEnum;
	/** Where the prepared data lie, by the recipes that are used. */
	readonly prepared: Readonly<Partial<Record<RecipeName, PreparedUris>>>;
	readonly classes: number;
	/** Rows of the part for training. */
	readonly trainRows: number;
}

export interface AutoMLRecord {
	readonly name: string;
	readonly request: AutoMLInput;
	/** As it was asked for, where that was by the first version of the operation. */
	readonly first?: CreateAutoMLJobRequest | undefined;
	readonly seed: number;
	readonly limit: number;
	readonly status: AutoMLJobStatus;
	readonly secondaryStatus: AutoMLJobSecondaryStatus;
	readonly createdAt: number;
	readonly modifiedAt: number;
	readonly endedAt: number | null;
	readonly failureReason: string | null;
	readonly resolved: Resolved | null;
	readonly candidates: readonly CandidateRecord[];
}

export const autoMLJobs = defineTable<AutoMLRecord>('autoMLJobs');

export const AUTOML_TABLES = [autoMLJobs];

export function putAutoMLJob(tx: Transaction, record: AutoMLRecord): void {
	tx.put(autoMLJobs, record.name, { ...record, modifiedAt: tx.now });
}
