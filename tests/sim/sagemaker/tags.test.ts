import {
	AddTagsCommand,
	CreateExperimentCommand,
	DeleteTagsCommand,
	ListTagsCommand,
	type Tag
} from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { sagemaker } from '#sim/sagemaker/service.ts';
import { everyResource } from '#tests/support/every-resource.ts';
import { errorOf, testRegion, type TestRegion } from '#tests/support/test-region.ts';

const FIRST = [{ Key: 'team', Value: 'blue' }];

/** Creations that take tags, by the shapes, and are simulated. The first version of AutoML is the second's in other words. */
const TAGGED = Object.entries(sagemaker.model.operations)
	.filter(([name, { input }]) => {
		const members = sagemaker.model.shapes[input?.shape ?? '']?.members ?? {};
		return name.startsWith('Create') && name in sagemaker.operations && 'Tags' in members;
	})
	.map(([name]) => name)
	.filter((name) => name !== 'CreateAutoMLJob');

it('every resource that can be tagged is: at its creation, later, and no more', async () => {
	const { arns, sagemaker: client } = await everyResource(FIRST);
	expect([...arns.keys()].toSorted()).toEqual(TAGGED.toSorted());
	const tagsOf = async (ResourceArn: string): Promise<Tag[] | undefined> =>
		(await client.send(new ListTagsCommand({ ResourceArn }))).Tags;
	for (const [operation, ResourceArn] of arns) {
		expect([operation, await tagsOf(ResourceArn)]).toEqual([operation, FIRST]);
		const more = [
			{ Key: 'team', Value: 'red' },
			{ Key: 'cost', Value: '1' }
		];
		const { Tags } = await client.send(new AddTagsCommand({ ResourceArn, Tags: more }));
		expect(Tags).toEqual(more);
		await client.send(new DeleteTagsCommand({ ResourceArn, TagKeys: ['team', 'absent'] }));
		expect([operation, await tagsOf(ResourceArn)]).toEqual([operation, [{ Key: 'cost', Value: '1' }]]);
	}
});

describe('tags', () => {
	async function tagging(Tags: Tag[], before: Tag[] = []): Promise<string> {
		const aws: TestRegion = await testRegion();
		const create = new CreateExperimentCommand({ ExperimentName: 'x', Tags: before });
		const { ExperimentArn: ResourceArn } = await aws.sagemaker.send(create);
		return errorOf(aws.sagemaker.send(new AddTagsCommand({ ResourceArn, Tags })));
	}
	const many = (count: number, prefix: string): Tag[] =>
		Array.from({ length: count }, (_, i) => ({ Key: `${prefix}${i}`, Value: '' }));

	it.each<[string, Tag[], Tag[], string]>([
		['are fifty at most, with those that there are', many(11, 'new'), many(40, 'old'), '51'],
		['are fifty', many(10, 'new'), many(40, 'old'), 'no error'],
		['have each key once', [...FIRST, ...FIRST], [], "The tag key 'team' is given twice."],
		['leave AWS its own', [{ Key: 'aws:team', Value: '' }], [], 'aws: prefixed tag key names'],
		['leave AWS its own in any case', [{ Key: 'AWS:team', Value: '' }], [], 'aws: prefixed tag key names']
	])('%s', async (_, more, before, answer) => {
		expect(await tagging(more, before)).toContain(answer);
	});

	it('given at a creation follow the same rules, and nothing is created against them', async () => {
		const aws = await testRegion();
		const create = (Tags: Tag[]) =>
			errorOf(aws.sagemaker.send(new CreateExperimentCommand({ ExperimentName: 'x', Tags })));
		expect(await create([...FIRST, ...FIRST])).toMatch(/^ValidationException 400: The tag key 'team'/);
		expect(await create(FIRST)).toBe('no error');
	});
});
