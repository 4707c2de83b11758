import type { ApiKey, ApiKeys, CreateApiKeyRequest, GetApiKeysRequest } from '@aws-sdk/client-api-gateway';
import type { Context } from '../../core/context.ts';
import { refuseUnsupported } from '../../core/unsupported.ts';
import { badRequest, conflict } from '../errors.ts';
import { newId, wholeSecond } from '../new-id.ts';
import { positionedPage } from '../page.ts';
import { checkTags } from '../tags.ts';
import { apiKeys, type ApiKeyRecord } from '../tables.ts';

const LEAST_LENGTH = 20;
const MOST_LENGTH = 128;
const USUAL_LENGTH = 40;

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateApiKey.html */
export async function createApiKey(ctx: Context, input: CreateApiKeyRequest): Promise<ApiKey> {
	refuseUnsupported('CreateApiKey', input, ['stageKeys']);
	const { value = newId(ctx, USUAL_LENGTH) } = input;
	if (value.length < LEAST_LENGTH) {
		throw badRequest(`API Key value should be at least ${LEAST_LENGTH} characters`);
	}
	if (value.length > MOST_LENGTH)
		throw badRequest(`API Key value exceeds maximum size of ${MOST_LENGTH} characters`);
	checkTags(input.tags);
	return ctx.store.transact((tx) => {
		if (ctx.store.values(apiKeys).some((other) => other.value === value))
			throw conflict('API Key already exists');
		const key: ApiKeyRecord = {
			id: newId(ctx, 10),
			name: input.name,
			value,
			description: input.description,
			customerId: input.customerId,
			enabled: input.enabled ?? false,
			tags: { ...input.tags },
			createdAt: wholeSecond(tx.now)
		};
		tx.put(apiKeys, key.id, key);
		return shown(key, true);
	});
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKeys.html */
export async function getApiKeys(ctx: Context, input: GetApiKeysRequest): Promise<ApiKeys> {
	const { nameQuery = '', customerId, includeValues = false } = input;
	const all = ctx.store
		.values(apiKeys)
		.filter((key) => (key.name ?? '').startsWith(nameQuery))
		.filter((key) => customerId === undefined || key.customerId === customerId);
	const { items, position } = positionedPage(all, input, ({ id }) => id);
	return { items: items.map((key) => shown(key, includeValues)), position };
}

function shown(key: ApiKeyRecord, withValue: boolean): ApiKey {
	return {
		id: key.id,
		value: withValue ? key.value : undefined,
		name: key.name,
		customerId: key.customerId,
		description: key.description,
		enabled: key.enabled,
		createdDate: new Date(key.createdAt),
		lastUpdatedDate: new Date(key.createdAt),
		stageKeys: [],
		tags: Object.keys(key.tags).length > 0 ? { ...key.tags } : undefined
	};
}
