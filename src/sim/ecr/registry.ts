import type { ImageTagMutability, Tag } from '@aws-sdk/client-ecr';
import { sha256 } from '@noble/hashes/sha2.js';
import { AwsError } from '#base/errors.ts';
import { encodeUtf8, toHex } from '#base/bytes.ts';
import { PREPROCESSOR_IMAGE } from '#ml/prep/image.ts';
import { builtinAlgorithms } from '#ml/registry.ts';
import type { Context } from '../core/context.ts';
import { defineTable, type Transaction } from '../core/table.ts';
import { SCRIPT_IMAGE } from './script-image.ts';

/** One image: the manifest is all that is kept of it. */
export interface ImageRecord {
	/** `sha256:…` */
	readonly digest: string;
	readonly tags: readonly string[];
	readonly manifest: string | null;
	readonly mediaType: string | null;
	/** Null for AWS's own, of which that is not told. */
	readonly pushedAt: number | null;
}

export interface RepositoryRecord {
	readonly name: string;
	readonly createdAt: number;
	readonly mutability: ImageTagMutability;
	readonly tags: readonly Tag[];
	readonly images: readonly ImageRecord[];
}

/** The learner's own, by name. */
export const repositories = defineTable<RepositoryRecord>('ecr-repositories');

/** When AWS's own repositories say that they were made: before the account. */
const BEFORE = Date.UTC(2020, 0, 1);

type Source = Pick<Context, 'store'> | { readonly tx: Transaction };

/** `sha256:…` of a manifest. */
export function digestOf(manifest: string): string {
	return `sha256:${toHex(sha256(encodeUtf8(manifest)))}`;
}

/** All repositories of a registry by name: the account's own, or those of the built-in algorithms in AWS's accounts. */
export function repositoriesOf(ctx: Context, registryId: string): RepositoryRecord[] {
	const found = registryId === ctx.accountId ? ctx.store.values(repositories) : builtIn(ctx, registryId);
	return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** @throws AwsError RepositoryNotFoundException */
export function needRepository(ctx: Context, registryId: string, name: string): RepositoryRecord {
	const found = repositoriesOf(ctx, registryId).find((repository) => repository.name === name);
	if (!found) throw noRepository(registryId, name);
	return found;
}

/** One of the account's own. @throws AwsError RepositoryNotFoundException */
export function needOwn(ctx: Context, source: Source, registryId: string, name: string): RepositoryRecord {
	const own = 'tx' in source ? source.tx.get(repositories, name) : source.store.get(repositories, name);
	if (!own || registryId !== ctx.accountId) throw noRepository(registryId, name);
	return own;
}

function noRepository(registryId: string, name: string): AwsError {
	return new AwsError(
		'RepositoryNotFoundException',
		`The repository with name '${name}' does not exist in the registry with id '${registryId}'`
	);
}

function builtIn({ region }: Context, registryId: string): RepositoryRecord[] {
	const images = [
		...builtinAlgorithms.flatMap((spec) => spec.images),
		SCRIPT_IMAGE,
		PREPROCESSOR_IMAGE
	].filter(({ accounts }) => Object.hasOwn(accounts, region) && accounts[region] === registryId);
	return images.map(({ repository, tags }) => ({
		name: repository,
		createdAt: BEFORE,
		mutability: 'IMMUTABLE',
		tags: [],
		images: tags.map((tag) => ({
			digest: digestOf(`${registryId}/${repository}:${tag}`),
			tags: [tag],
			manifest: null,
			mediaType: null,
			pushedAt: null
		}))
	}));
}
