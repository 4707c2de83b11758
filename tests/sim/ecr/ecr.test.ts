import {
	CreateRepositoryCommand,
	DeleteRepositoryCommand,
	DescribeImagesCommand,
	DescribeRepositoriesCommand,
	GetAuthorizationTokenCommand,
	ListImagesCommand,
	paginateListImages,
	PutImageCommand
} from '@aws-sdk/client-ecr';
import { describe, expect, it } from 'vitest';
import { errorOf, IMAGE, testRegion, type TestRegion } from '#tests/support/test-region.ts';

const REGISTRY = IMAGE.slice(0, 12);
const manifest = (config: string): string =>
	JSON.stringify({ schemaVersion: 2, config: { digest: config }, layers: [] });

async function withRepository(changes: object = {}): Promise<TestRegion> {
	const aws = await testRegion();
	await aws.ecr.send(new CreateRepositoryCommand({ repositoryName: 'team/mine', ...changes }));
	return aws;
}

const put = ({ ecr }: TestRegion, config: string, imageTag?: string): Promise<unknown> =>
	ecr.send(new PutImageCommand({ repositoryName: 'team/mine', imageManifest: manifest(config), imageTag }));

describe('AWS’s own registry', () => {
	it('lists the images of the built-in algorithms, under the tags that jobs may name', async () => {
		const { ecr } = await testRegion();
		const { repositories } = await ecr.send(new DescribeRepositoriesCommand({ registryId: REGISTRY }));
		const xgboost = repositories!.find(({ repositoryName }) => repositoryName === 'sagemaker-xgboost')!;
		expect(IMAGE.startsWith(`${xgboost.repositoryUri}:`)).toBe(true);
		const { imageIds } = await ecr.send(
			new ListImagesCommand({ registryId: REGISTRY, repositoryName: 'sagemaker-xgboost' })
		);
		expect(imageIds!.map(({ imageTag }) => imageTag)).toContain('1.7-1');
	});

	it('takes nothing from the learner', async () => {
		const { ecr } = await testRegion();
		const remove = new DeleteRepositoryCommand({ registryId: REGISTRY, repositoryName: 'sagemaker-xgboost' });
		expect(await errorOf(ecr.send(remove))).toMatch(/^RepositoryNotFoundException 400: /);
	});
});

describe('a repository of one’s own', () => {
	it('is made, described and deleted', async () => {
		const { ecr } = await withRepository();
		const { repositories } = await ecr.send(new DescribeRepositoriesCommand({}));
		expect(repositories).toMatchObject([
			{
				repositoryArn: 'arn:aws:ecr:us-east-1:123456789012:repository/team/mine',
				repositoryUri: '123456789012.dkr.ecr.us-east-1.amazonaws.com/team/mine',
				imageTagMutability: 'MUTABLE'
			}
		]);
		await ecr.send(new DeleteRepositoryCommand({ repositoryName: 'team/mine' }));
		expect(await errorOf(ecr.send(new DescribeRepositoriesCommand({ repositoryNames: ['team/mine'] })))).toBe(
			"RepositoryNotFoundException 400: The repository with name 'team/mine' does not exist in the registry with id '123456789012'"
		);
	});

	it('has one name, and no options that are not simulated', async () => {
		const { ecr } = await withRepository();
		expect(await errorOf(ecr.send(new CreateRepositoryCommand({ repositoryName: 'team/mine' })))).toBe(
			"RepositoryAlreadyExistsException 400: The repository with name 'team/mine' already exists in the registry with id '123456789012'"
		);
		const scanning = { repositoryName: 'b2', imageScanningConfiguration: { scanOnPush: true } };
		expect(await errorOf(ecr.send(new CreateRepositoryCommand(scanning)))).toMatch(
			/^NotSimulated 501: scanOnPush/
		);
		expect(await errorOf(ecr.send(new CreateRepositoryCommand({ repositoryName: 'Mine' })))).toMatch(
			/^InvalidParameterException 400: 1 validation error detected: Value 'Mine' at 'repositoryName'/
		);
	});

	it('gives a tag to the image that was put last', async () => {
		const aws = await withRepository();
		await put(aws, 'a', 'latest');
		await put(aws, 'b', 'latest');
		const { imageDetails } = await aws.ecr.send(new DescribeImagesCommand({ repositoryName: 'team/mine' }));
		expect(imageDetails!.map(({ imageTags }) => imageTags)).toEqual([undefined, ['latest']]);
		expect(imageDetails![1]!.imageDigest).toMatch(/^sha256:[0-9a-f]{64}$/);
		const untagged = await aws.ecr.send(
			new ListImagesCommand({ repositoryName: 'team/mine', filter: { tagStatus: 'UNTAGGED' } })
		);
		expect(untagged.imageIds).toEqual([{ imageDigest: imageDetails![0]!.imageDigest }]);
	});

	it('keeps its tags where it is immutable', async () => {
		const aws = await withRepository({ imageTagMutability: 'IMMUTABLE' });
		await put(aws, 'a', 'v1');
		expect(await errorOf(put(aws, 'b', 'v1'))).toMatch(
			/^ImageTagAlreadyExistsException 400: The image tag 'v1' already exists/
		);
		expect(await errorOf(put(aws, 'a', 'v1'))).toMatch(/^ImageAlreadyExistsException 400: /);
		await put(aws, 'a', 'v2');
		const ids: unknown[] = [];
		for await (const { imageIds } of paginateListImages(
			{ client: aws.ecr, pageSize: 1 },
			{ repositoryName: 'team/mine' }
		))
			ids.push(...imageIds!.map(({ imageTag }) => imageTag));
		expect(ids).toEqual(['v1', 'v2']);
	});

	it('is not deleted with images in it, unless by force', async () => {
		const aws = await withRepository();
		await put(aws, 'a', 'v1');
		const remove = { repositoryName: 'team/mine' };
		expect(await errorOf(aws.ecr.send(new DeleteRepositoryCommand(remove)))).toMatch(
			/^RepositoryNotEmptyException 400: /
		);
		await aws.ecr.send(new DeleteRepositoryCommand({ ...remove, force: true }));
	});

	it('misses images and refuses manifests in ECR’s words', async () => {
		const aws = await withRepository();
		const describe = new DescribeImagesCommand({
			repositoryName: 'team/mine',
			imageIds: [{ imageTag: 'v9' }]
		});
		expect(await errorOf(aws.ecr.send(describe))).toBe(
			"ImageNotFoundException 400: The image with imageId {imageDigest:'null', imageTag:'v9'} does not exist within the repository with name 'team/mine' in the registry with id '123456789012'"
		);
		const bad = new PutImageCommand({ repositoryName: 'team/mine', imageManifest: '{' });
		expect(await errorOf(aws.ecr.send(bad))).toBe(
			"InvalidParameterException 400: Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'"
		);
	});
});

it('ECR gives docker a password for twelve hours', async () => {
	const { ecr, clock } = await testRegion();
	const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
	const { authorizationToken, expiresAt, proxyEndpoint } = authorizationData![0]!;
	expect(atob(authorizationToken!)).toMatch(/^AWS:[0-9a-f]{64}$/);
	expect(proxyEndpoint).toBe('https://123456789012.dkr.ecr.us-east-1.amazonaws.com');
	expect(Math.abs(expiresAt!.getTime() - clock.now() - 12 * 3_600_000)).toBeLessThan(1000);
});
