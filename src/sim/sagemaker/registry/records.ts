import type {
	AdditionalInferenceSpecificationDefinition,
	CreateModelPackageInput,
	InferenceSpecification,
	ModelApprovalStatus,
	ModelLifeCycle,
	ModelPackageRegistrationType
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import { defineTable, type Table } from '../../core/table.ts';
import { nameOf, resourceArn, validationException } from '../errors.ts';

export interface ModelPackageGroupRecord {
	readonly name: string;
	readonly description: string | null;
	readonly createdAt: number;
	/** The highest version ever given: numbers of deleted versions do not come again. */
	readonly lastVersion: number;
	/** JSON of its resource policy. */
	readonly policy: string | null;
}

export interface ModelPackageRecord {
	/** `GROUP/VERSION`, or the name of a package without versions: what follows `model-package/` in its ARN. */
	readonly name: string;
	readonly group: string | null;
	readonly version: number | null;
	readonly request: CreateModelPackageInput;
	readonly createdAt: number;
	readonly modifiedAt: number;
	/** Null for a package without versions, of which nobody approves. */
	readonly approval: ModelApprovalStatus | null;
	readonly approvalDescription: string | null;
	readonly metadata: Readonly<Record<string, string>>;
	readonly inference: InferenceSpecification | null;
	readonly additional: readonly AdditionalInferenceSpecificationDefinition[];
	readonly sourceUri: string | null;
	readonly lifeCycle: ModelLifeCycle | null;
	readonly registration: ModelPackageRegistrationType | null;
}

export const modelPackageGroups = defineTable<ModelPackageGroupRecord>('modelPackageGroups');
export const modelPackages = defineTable<ModelPackageRecord>('modelPackages');

export const REGISTRY_TABLES: readonly Table<unknown>[] = [modelPackageGroups, modelPackages];

/** @throws AwsError ValidationException */
export function needGroup(ctx: Context, nameOrArn: string): ModelPackageGroupRecord {
	const name = nameOf('model-package-group', nameOrArn);
	const record = ctx.store.get(modelPackageGroups, name);
	if (record) return record;
	const arn = resourceArn(ctx, 'model-package-group', name);
	throw validationException(`ModelPackageGroup ${arn} does not exist.`);
}

/** @throws AwsError ValidationException */
export function needPackage(ctx: Context, nameOrArn: string): ModelPackageRecord {
	const name = nameOf('model-package', nameOrArn);
	const record = ctx.store.get(modelPackages, name);
	if (record) return record;
	throw validationException(`ModelPackage ${resourceArn(ctx, 'model-package', name)} does not exist.`);
}
