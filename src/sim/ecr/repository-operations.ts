import type {
	CreateRepositoryRequest,
	CreateRepositoryResponse,
	DeleteRepositoryRequest,
	DeleteRepositoryResponse,
	DescribeRepositoriesRequest,
	DescribeRepositoriesResponse,
	Repository
} from '@aws-sdk/client-ecr';
import { AwsError } from '#base/errors.ts';
import { arnOf } from '../core/arn.ts';
import type { Context } from '../core/context.ts';
import { notSimulated } from '../core/not-simulated.ts';
import { pageOf } from '../core/pager.ts';
import type { Given } from '../core/service.ts';
import { removeLayers } from './layers.ts';
import { needOwn, needRepository, repositories, repositoriesOf, type RepositoryRecord } from './registry.ts';

const PAGE = 100;

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
export async function createRepository(
	ctx: Context,
	input: Given<CreateRepositoryRequest, 'repositoryName'>
): Promise<CreateRepositoryResponse> {
	refuseOptions(input);
	const { repositoryName: name, registryId = ctx.accountId } = input;
	if (registryId !== ctx.accountId)
		throw new AwsError('AccessDeniedException', `The registry ${registryId} is not this account's.`);
	return ctx.store.transact((tx) => {
		if (tx.get(repositories, name)) {
			throw new AwsError(
				'RepositoryAlreadyExistsException',
				`The repository with name '${name}' already exists in the registry with id '${registryId}'`
			);
		}
		const record: RepositoryRecord = {
			name,
			createdAt: tx.now,
			mutability: input.imageTagMutability ?? 'MUTABLE',
			tags: input.tags ?? [],
			images: []
		};
		tx.put(repositories, name, record);
		return { repository: shown(ctx, registryId, record) };
	});
}

function refuseOptions(input: CreateRepositoryRequest): void {
	const asked = [
		['imageTagMutabilityExclusionFilters', (input.imageTagMutabilityExclusionFilters ?? []).length > 0],
		['imageTagMutability with exclusions', input.imageTagMutability?.endsWith('_WITH_EXCLUSION') ?? false],
		['scanOnPush', input.imageScanningConfiguration?.scanOnPush === true],
		['encryption with KMS', (input.encryptionConfiguration?.encryptionType ?? 'AES256') !== 'AES256']
	] as const;
	const first = asked.find(([, isAsked]) => isAsked);
	if (first) throw notSimulated(`${first[0]} of CreateRepository`, 'Leave it out.');
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html */
export async function describeRepositories(
	ctx: Context,
	input: DescribeRepositoriesRequest
): Promise<DescribeRepositoriesResponse> {
	const { registryId = ctx.accountId, repositoryNames } = input;
	const found = repositoryNames
		? repositoryNames.map((name) => needRepository(ctx, registryId, name))
		: repositoriesOf(ctx, registryId);
	const { items, nextToken } = pageOf(found, {
		size: input.maxResults ?? PAGE,
		token: input.nextToken,
		keyOf: ({ name }) => name,
		badTokenCode: 'InvalidParameterException'
	});
	return { repositories: items.map((record) => shown(ctx, registryId, record)), nextToken };
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepository.html */
export async function deleteRepository(
	ctx: Context,
	input: Given<DeleteRepositoryRequest, 'repositoryName'>
): Promise<DeleteRepositoryResponse> {
	const { repositoryName: name, registryId = ctx.accountId } = input;
	return ctx.store.transact((tx) => {
		const record = needOwn(ctx, { tx }, registryId, name);
		if (record.images.length > 0 && input.force !== true) {
			throw new AwsError(
				'RepositoryNotEmptyException',
				`The repository with name '${name}' in registry with id '${registryId}' cannot be deleted because it still contains images`
			);
		}
		tx.remove(repositories, name);
		removeLayers(tx, ctx, name);
		return { repository: shown(ctx, registryId, record) };
	});
}

function shown(
	ctx: Context,
	registryId: string,
	{ name, createdAt, mutability }: RepositoryRecord
): Repository {
	return {
		repositoryArn: arnOf({ region: ctx.region, accountId: registryId }, 'ecr', `repository/${name}`),
		registryId,
		repositoryName: name,
		repositoryUri: `${registryId}.dkr.ecr.${ctx.region}.amazonaws.com/${name}`,
		createdAt: new Date(createdAt),
		imageTagMutability: mutability,
		imageScanningConfiguration: { scanOnPush: false },
		encryptionConfiguration: { encryptionType: 'AES256' }
	};
}
