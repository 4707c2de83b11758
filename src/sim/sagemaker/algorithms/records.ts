import type { CreateAlgorithmInput, CreateCodeRepositoryInput } from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { defineTable, type Table } from '../../core/table.ts';
import { nameOf, resourceArn, validationException } from '../errors.ts';

export interface AlgorithmRecord {
	readonly name: string;
	readonly request: Given<CreateAlgorithmInput, 'AlgorithmName' | 'TrainingSpecification'>;
	readonly createdAt: number;
}

export interface CodeRepositoryRecord {
	readonly name: string;
	readonly git: NonNullable<CreateCodeRepositoryInput['GitConfig']>;
	readonly createdAt: number;
	readonly modifiedAt: number;
}

export const algorithms = defineTable<AlgorithmRecord>('algorithms');
export const codeRepositories = defineTable<CodeRepositoryRecord>('codeRepositories');

export const ALGORITHM_TABLES: readonly Table<unknown>[] = [algorithms, codeRepositories];

/** @throws AwsError ValidationException */
export function needAlgorithm(ctx: Context, nameOrArn: string): AlgorithmRecord {
	const name = nameOf('algorithm', nameOrArn);
	const record = ctx.store.get(algorithms, name);
	if (!record) {
		throw validationException(`Algorithm ${resourceArn(ctx, 'algorithm', name)} does not exist.`);
	}
	return record;
}
