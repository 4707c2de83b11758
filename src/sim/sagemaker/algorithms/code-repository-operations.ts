import type {
	CreateCodeRepositoryInput,
	CreateCodeRepositoryOutput,
	DescribeCodeRepositoryInput,
	DescribeCodeRepositoryOutput,
	ListCodeRepositoriesInput,
	ListCodeRepositoriesOutput,
	UpdateCodeRepositoryInput,
	UpdateCodeRepositoryOutput
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { resourceArn, validationException } from '../errors.ts';
import { listPage } from '../listing.ts';
import { setTags } from '../tags.ts';
import { codeRepositories, type CodeRepositoryRecord } from './records.ts';

type OfRepository = Given<DescribeCodeRepositoryInput, 'CodeRepositoryName'>;

/**
 * A record of where a Git repository is. Nothing is ever cloned from it: the region has no network.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateCodeRepository.html
 */
export async function createCodeRepository(
	ctx: Context,
	input: Given<CreateCodeRepositoryInput, 'CodeRepositoryName' | 'GitConfig'>
): Promise<CreateCodeRepositoryOutput> {
	const { CodeRepositoryName: name, GitConfig: git } = input;
	const arn = resourceArn(ctx, 'code-repository', name);
	return ctx.store.transact((tx) => {
		if (tx.get(codeRepositories, name)) {
			throw validationException(`Cannot create a duplicate Code Repository (${arn})`);
		}
		tx.put(codeRepositories, name, { name, git, createdAt: tx.now, modifiedAt: tx.now });
		setTags(tx, arn, input.Tags ?? []);
		return { CodeRepositoryArn: arn };
	});
}

function needRepository(ctx: Context, name: string): CodeRepositoryRecord {
	const record = ctx.store.get(codeRepositories, name);
	if (!record) {
		throw validationException(`Cannot find Code Repository (${resourceArn(ctx, 'code-repository', name)})`);
	}
	return record;
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeCodeRepository.html */
export async function describeCodeRepository(
	ctx: Context,
	input: OfRepository
): Promise<DescribeCodeRepositoryOutput> {
	return viewOf(ctx, needRepository(ctx, input.CodeRepositoryName));
}

function viewOf(ctx: Context, { name, git, createdAt, modifiedAt }: CodeRepositoryRecord) {
	return {
		CodeRepositoryName: name,
		CodeRepositoryArn: resourceArn(ctx, 'code-repository', name),
		CreationTime: new Date(createdAt),
		LastModifiedTime: new Date(modifiedAt),
		GitConfig: git
	};
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListCodeRepositories.html */
export async function listCodeRepositories(
	ctx: Context,
	input: ListCodeRepositoriesInput
): Promise<ListCodeRepositoriesOutput> {
	const { items, nextToken } = listPage(ctx, ctx.store.values(codeRepositories), input);
	return { CodeRepositorySummaryList: items.map((one) => viewOf(ctx, one)), NextToken: nextToken };
}

/** Only the secret can change. */
export async function updateCodeRepository(
	ctx: Context,
	input: Given<UpdateCodeRepositoryInput, 'CodeRepositoryName'>
): Promise<UpdateCodeRepositoryOutput> {
	const { name } = needRepository(ctx, input.CodeRepositoryName);
	await ctx.store.transact((tx) => {
		const record = tx.get(codeRepositories, name) ?? needRepository(ctx, name);
		tx.put(codeRepositories, name, {
			...record,
			git: { ...record.git, ...input.GitConfig },
			modifiedAt: tx.now
		});
	});
	return { CodeRepositoryArn: resourceArn(ctx, 'code-repository', name) };
}

export async function deleteCodeRepository(ctx: Context, input: OfRepository): Promise<object> {
	const { name } = needRepository(ctx, input.CodeRepositoryName);
	return ctx.store.transact((tx) => {
		tx.remove(codeRepositories, name);
		setTags(tx, resourceArn(ctx, 'code-repository', name), []);
		return {};
	});
}
