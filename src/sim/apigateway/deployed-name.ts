import type { Context } from '../core/context.ts';
import { inApi, restApis, stages } from './tables.ts';

/** The name of the REST API that is deployed to a stage and may be called there; undefined where there is none. */
export function deployedName(
	{ store }: Pick<Context, 'store'>,
	apiId: string,
	stage: string
): string | undefined {
	const api = store.get(restApis, apiId);
	return api && !api.executeDisabled && store.get(stages, inApi(apiId, stage)) ? api.name : undefined;
}
