import type {
	AddTagsInput,
	AddTagsOutput,
	DeleteTagsInput,
	ListTagsInput,
	ListTagsOutput,
	Tag
} from '@aws-sdk/client-sagemaker';
import { retag, setCostTags } from '../billing/index.ts';
import type { Context } from '../core/context.ts';
import { pageOf } from '../core/pager.ts';
import type { Given } from '../core/service.ts';
import { defineTable, type Transaction } from '../core/table.ts';
import type { MeterLine } from '../events.ts';
import { validationException } from './errors.ts';
import { needResource } from './resources.ts';

/** By ARN; an ARN without tags has no entry. */
export const tags = defineTable<readonly Tag[]>('tags');

const MOST_TAGS = 50;
const PAGE = 50;

/** AWS's own tags begin so; nobody else may set them. */
const RESERVED = /^aws:/i;

/** What each kind costs under, where it costs by itself. */
const COSTS: Readonly<Record<string, MeterLine['service']>> = {
	endpoint: 'Hosting',
	'training-job': 'Training',
	'transform-job': 'Transform',
	'processing-job': 'Processing',
	'notebook-instance': 'Notebook',
	'feature-group': 'Feature Store'
};

/** What the resource of that ARN costs under; null where it costs nothing by itself. */
function costingOf(arn: string): Pick<MeterLine, 'service' | 'resource'> | null {
	const [kind = '', resource = ''] = (arn.split(':')[5] ?? '').split('/');
	const service = COSTS[kind];
	return service === undefined ? null : { service, resource };
}

/** Replaces all tags of a resource. @throws AwsError ValidationException for more than 50, one that is given twice, one of AWS's own */
export function setTags(tx: Transaction, arn: string, list: readonly Tag[]): void {
	if (list.length > MOST_TAGS) {
		throw validationException(`A resource has ${MOST_TAGS} tags at most, not ${list.length}.`);
	}
	const keys = list.map(({ Key }) => Key!);
	if (keys.some((key) => RESERVED.test(key))) {
		throw validationException('aws: prefixed tag key names are not allowed for external use.');
	}
	const twice = keys.find((key, i) => keys.indexOf(key) !== i);
	if (twice !== undefined) throw validationException(`The tag key '${twice}' is given twice.`);
	if (list.length > 0) tx.put(tags, arn, list);
	else if (tx.get(tags, arn)) tx.remove(tags, arn);
	const costing = costingOf(arn);
	if (!costing) return;
	setCostTags(tx, costing, Object.fromEntries(list.map(({ Key, Value }) => [Key ?? '', Value ?? ''])));
}

/** What a resource costs goes on under the tags that it has now. */
function goOnUnder(ctx: Context, tx: Transaction, arn: string): void {
	const costing = costingOf(arn);
	if (costing) retag(ctx, tx, costing);
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AddTags.html */
export async function addTags(
	ctx: Context,
	input: Given<AddTagsInput, 'ResourceArn' | 'Tags'>
): Promise<AddTagsOutput> {
	const arn = input.ResourceArn;
	needResource(ctx, arn);
	return ctx.store.transact((tx) => {
		const fresh = new Set(input.Tags.map(({ Key }) => Key));
		const kept = (tx.get(tags, arn) ?? []).filter(({ Key }) => !fresh.has(Key));
		const all = [...kept, ...input.Tags];
		setTags(tx, arn, all);
		goOnUnder(ctx, tx, arn);
		return { Tags: all };
	});
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListTags.html */
export async function listTags(
	ctx: Context,
	input: Given<ListTagsInput, 'ResourceArn'>
): Promise<ListTagsOutput> {
	needResource(ctx, input.ResourceArn);
	const { items, nextToken } = pageOf(ctx.store.get(tags, input.ResourceArn) ?? [], {
		size: input.MaxResults ?? PAGE,
		token: input.NextToken,
		keyOf: ({ Key }) => Key!,
		badTokenCode: 'ValidationException'
	});
	return { Tags: [...items], NextToken: nextToken };
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteTags.html */
export async function deleteTags(
	ctx: Context,
	input: Given<DeleteTagsInput, 'ResourceArn' | 'TagKeys'>
): Promise<object> {
	const arn = input.ResourceArn;
	needResource(ctx, arn);
	return ctx.store.transact((tx) => {
		setTags(
			tx,
			arn,
			(tx.get(tags, arn) ?? []).filter(({ Key }) => !input.TagKeys.includes(Key!))
		);
		goOnUnder(ctx, tx, arn);
		return {};
	});
}
