import type {
	CreateResourceRequest,
	DeleteResourceRequest,
	GetResourceRequest,
	GetResourcesRequest,
	Resource,
	Resources
} from '@aws-sdk/client-api-gateway';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { badRequest, conflict, limitExceeded } from '../errors.ts';
import { needApi, needResource } from '../lookup.ts';
import { newId } from '../new-id.ts';
import { positionedPage } from '../page.ts';
import { allIn, inApi, resources, type ResourceRecord } from '../tables.ts';

const PART = /^([a-zA-Z0-9._:-]+|\{[a-zA-Z0-9._:-]+\+?\})$/;

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html */
export async function createResource(
	ctx: Context,
	input: Given<CreateResourceRequest, 'restApiId' | 'parentId' | 'pathPart'>
): Promise<Resource> {
	const { restApiId: apiId, parentId, pathPart } = input;
	return ctx.store.transact((tx) => {
		const parent = needResource(ctx, tx, apiId, parentId);
		if (!PART.test(pathPart)) {
			throw badRequest(
				"Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end."
			);
		}
		if (parent.pathPart?.endsWith('+}')) {
			throw badRequest('Cannot create a child of a resource with a greedy path variable.');
		}
		const all = allIn(ctx.store, resources, apiId);
		checkSiblings(
			all.filter((one) => one.parentId === parentId),
			pathPart
		);
		if (all.length >= ctx.quotas.resourcesPerRestApi) {
			throw limitExceeded(
				'Maximum number of resources for the API has been reached. Please contact AWS if you need additional resources.'
			);
		}
		const resource: ResourceRecord = {
			apiId,
			id: newId(ctx, 6),
			parentId,
			pathPart,
			path: `${parent.path === '/' ? '' : parent.path}/${pathPart}`,
			methods: {}
		};
		tx.put(resources, inApi(apiId, resource.id), resource);
		return shown(resource, false);
	});
}

function checkSiblings(siblings: readonly ResourceRecord[], pathPart: string): void {
	if (siblings.some((one) => one.pathPart === pathPart)) {
		throw conflict(`Another resource with the same parent already has this name: ${pathPart}`);
	}
	const variable = siblings.find((one) => one.pathPart?.startsWith('{'));
	if (variable && pathPart.startsWith('{')) {
		throw badRequest(
			`A sibling (${variable.pathPart}) of this resource already has a variable path part -- only one is allowed`
		);
	}
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetResource.html */
export async function getResource(
	ctx: Context,
	input: Given<GetResourceRequest, 'restApiId' | 'resourceId'>
): Promise<Resource> {
	const resource = needResource(ctx, ctx.store, input.restApiId, input.resourceId);
	return shown(resource, input.embed?.includes('methods') ?? false);
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetResources.html */
export async function getResources(
	ctx: Context,
	input: Given<GetResourcesRequest, 'restApiId'>
): Promise<Resources> {
	needApi(ctx, ctx.store, input.restApiId);
	const all = allIn(ctx.store, resources, input.restApiId).sort((a, b) => (a.path < b.path ? -1 : 1));
	const { items, position } = positionedPage(all, input, ({ id }) => id);
	const withMethods = input.embed?.includes('methods') ?? false;
	return { items: items.map((resource) => shown(resource, withMethods)), position };
}

/** With everything below it. */
export async function deleteResource(
	ctx: Context,
	{ restApiId, resourceId }: Given<DeleteResourceRequest, 'restApiId' | 'resourceId'>
): Promise<object> {
	await ctx.store.transact((tx) => {
		const resource = needResource(ctx, tx, restApiId, resourceId);
		if (resource.parentId === null) throw badRequest('Cannot remove the root resource.');
		for (const one of allIn(ctx.store, resources, restApiId)) {
			const isBelow = one.id === resourceId || one.path.startsWith(`${resource.path}/`);
			if (isBelow) tx.remove(resources, inApi(restApiId, one.id));
		}
	});
	return {};
}

/** Without `withMethods` AWS names the methods alone. */
function shown({ id, parentId, pathPart, path, methods }: ResourceRecord, withMethods: boolean): Resource {
	const names = Object.keys(methods);
	const named = Object.fromEntries(names.map((name) => [name, withMethods ? methods[name]! : {}]));
	return {
		id,
		parentId: parentId ?? undefined,
		pathPart: pathPart ?? undefined,
		path,
		resourceMethods: names.length > 0 ? named : undefined
	};
}
