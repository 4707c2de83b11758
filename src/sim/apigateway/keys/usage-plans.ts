import type {
	CreateUsagePlanKeyRequest,
	CreateUsagePlanRequest,
	UsagePlan,
	UsagePlanKey
} from '@aws-sdk/client-api-gateway';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { badRequest, conflict, notFound } from '../errors.ts';
import { newId } from '../new-id.ts';
import { checkTags } from '../tags.ts';
import { apiKeys, inApi, stages, usagePlans } from '../tables.ts';

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlan.html */
export async function createUsagePlan(
	ctx: Context,
	input: Given<CreateUsagePlanRequest, 'name'>
): Promise<UsagePlan> {
	const { name, description, apiStages = [], throttle, quota, tags } = input;
	if (name.trim() === '') throw badRequest('Usage Plan name cannot be blank');
	checkTags(tags);
	if (quota && (quota.limit === undefined || quota.period === undefined)) {
		throw badRequest('Usage Plan quota must have a limit and a period.');
	}
	return ctx.store.transact((tx) => {
		for (const { apiId = '', stage = '' } of apiStages) {
			if (!tx.get(stages, inApi(apiId, stage))) throw notFound(`API Stage not found: ${apiId}:${stage}`);
		}
		const id = newId(ctx, 6);
		const plan: UsagePlan = { id, name, description, apiStages, throttle, quota, tags };
		tx.put(usagePlans, id, { id, plan, keyIds: [] });
		return plan;
	});
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlanKey.html */
export async function createUsagePlanKey(
	ctx: Context,
	{ usagePlanId, keyId, keyType }: Given<CreateUsagePlanKeyRequest, 'usagePlanId' | 'keyId' | 'keyType'>
): Promise<UsagePlanKey> {
	return ctx.store.transact((tx) => {
		const record = tx.get(usagePlans, usagePlanId);
		if (!record) throw notFound('Invalid Usage Plan ID specified');
		if (keyType !== 'API_KEY') throw badRequest('Invalid key type specified, must be API_KEY');
		const key = tx.get(apiKeys, keyId);
		if (!key) throw notFound('Invalid API Key identifier specified');
		if (record.keyIds.includes(keyId)) throw conflict('API Key is already attached to the usage plan');
		tx.put(usagePlans, usagePlanId, { ...record, keyIds: [...record.keyIds, keyId] });
		return { id: keyId, type: keyType, value: key.value, name: key.name };
	});
}
