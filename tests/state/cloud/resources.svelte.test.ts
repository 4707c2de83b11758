import { describe, expect, it } from 'vitest';
import { RESOURCE_KINDS, type ResourceKind } from '#state/cloud/resource-kinds.ts';
import { actionRequest, Resources } from '#state/cloud/resources.svelte.ts';

const kindOf = (id: string): ResourceKind => RESOURCE_KINDS.find((kind) => kind.id === id)!;
const models = kindOf('models');

/** A region that answers by a table of `Operation`, and notes what it was asked. */
function regionOf(answers: Record<string, (input: Record<string, unknown>) => unknown>) {
	const asked: unknown[] = [];
	const resources = new Resources((service, operation, input) => {
		asked.push([service, operation, input]);
		const answer = answers[operation];
		if (!answer) return Promise.reject(Object.assign(new Error(`${operation}?`), { code: 'NotSimulated' }));
		return Promise.resolve(answer(input as Record<string, unknown>));
	});
	return { resources, asked };
}

const made = new Date('2026-03-01T12:00:00Z');

describe('Resources', () => {
	it('lists page after page, each thing by its name, status and time', async () => {
		const { resources, asked } = regionOf({
			ListTransformJobs: ({ NextToken }) => ({
				TransformJobSummaries: [
					{ TransformJobName: NextToken ? 'b' : 'a', TransformJobStatus: 'Completed', CreationTime: made }
				],
				NextToken: NextToken ? undefined : 'more'
			})
		});
		const kind = kindOf('transform-jobs');
		expect(resources.of(kind)).toEqual({ state: 'loading' });
		await resources.refresh([kind]);
		expect(resources.of(kind)).toMatchObject({
			state: 'listed',
			isCut: false,
			resources: [
				{ name: 'a', status: 'Completed', createdAt: made.getTime() },
				{ name: 'b', status: 'Completed' }
			]
		});
		expect(asked.at(-1)).toEqual(['sagemaker', 'ListTransformJobs', { NextToken: 'more' }]);
	});

	it('takes lists of mere names, and says when a list goes on', async () => {
		const { resources } = regionOf({
			ListDeliveryStreams: () => ({ DeliveryStreamNames: ['one', 'two'] }),
			ListModels: () => ({
				Models: Array.from({ length: 300 }, (_, i) => ({ ModelName: `m${i}` })),
				NextToken: 'x'
			})
		});
		const streams = kindOf('delivery-streams');
		await resources.refresh([streams, models]);
		expect(resources.of(streams)).toMatchObject({ resources: [{ name: 'one' }, { name: 'two' }] });
		expect(resources.of(models)).toMatchObject({ isCut: true });
	});

	it('tells what is not simulated from what went wrong', async () => {
		const { resources } = regionOf({
			ListModels: () => {
				throw new Error('no');
			}
		});
		await resources.refresh([kindOf('experiments')]);
		expect(resources.of(kindOf('experiments'))).toEqual({ state: 'absent' });
		await resources.refresh([models]).catch(() => undefined);
		expect(resources.of(models).state).toBe('failed');
	});

	it('describes and deletes by the key that the operation wants', async () => {
		const { resources, asked } = regionOf({
			GetRestApis: () => ({
				items: [
					{ id: 'r1', name: 'shop' },
					{ id: 'r2', name: 'shop' }
				]
			}),
			GetResources: () => ({ items: [] })
		});
		const kind = kindOf('rest-apis');
		await resources.refresh([kind]);
		const listing = resources.of(kind);
		const [api, twin] = listing.state === 'listed' ? listing.resources : [];
		expect([api?.name, twin?.name]).toEqual(['shop (r1)', 'shop (r2)']);
		expect(await resources.describe(kind, api!)).toEqual({ items: [] });
		expect(actionRequest(kind, kind.actions![0]!, api!.record)).toEqual({
			operation: 'DeleteRestApi',
			input: { restApiId: 'r1' }
		});
		expect(asked.slice(1)).toEqual([['apigateway', 'GetResources', { restApiId: 'r1', embed: ['methods'] }]]);
	});
});
