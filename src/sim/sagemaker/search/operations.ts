import type {
	GetSearchSuggestionsRequest,
	GetSearchSuggestionsResponse,
	SearchExpression,
	SearchRecord,
	SearchRequest,
	SearchResponse
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import { pageOf, type Page } from '../../core/pager.ts';
import type { Given, Operation } from '../../core/service.ts';
import { isRecord } from '../../protocol/model.ts';
import { refuseUnsupported } from '../unsupported.ts';
import { membersOf, type Candidate, type Entity } from './candidate.ts';
import { matches, order } from './filter.ts';
import { valuesOf } from './properties.ts';
import { searchable } from './resources.ts';

const PAGE = 10;
const MOST_SUGGESTIONS = 100;

/** Entities between two pauses. */
const SLICE = 50;

/** An entity and the ARN by which it is told from others. */
interface Found {
	readonly arn: string;
	readonly entity: Entity;
}

/**
 * Without conditions, sorted by time, only the resources of the page are looked at; else all of the kind are.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Search.html
 */
async function search(ctx: Context, input: Given<SearchRequest, 'Resource'>): Promise<SearchResponse> {
	refuseUnsupported('Search', input, ['VisibilityConditions']);
	const { SearchExpression: expression, SortBy: sortBy = 'LastModifiedTime' } = input;
	const spec = searchable(input.Resource);
	// Nobody shares anything with this account, as there is no other one.
	const all = input.CrossAccountFilterOption === 'CrossAccount' ? [] : spec.candidates(ctx);
	const isByTime = sortBy === 'LastModifiedTime' || sortBy === 'CreationTime';
	if (isByTime && (expression === undefined || isEmpty(expression))) {
		const timeOf = ({ createdAt, modifiedAt }: Candidate): number =>
			sortBy === 'CreationTime' ? createdAt : modifiedAt;
		all.sort((a, b) => timeOf(a) - timeOf(b) || order(a.arn, b.arn));
		const { items, nextToken } = pageIn(all, input);
		return answer(spec.member, await looked(ctx, items), nextToken, all.length);
	}
	const found = (await looked(ctx, all)).filter(({ entity }) => matches(entity, expression ?? {}));
	found.sort((a, b) => compareBy(a, b, sortBy));
	const { items, nextToken } = pageIn(found, input);
	return answer(spec.member, items, nextToken, found.length);
}

function isEmpty({ Filters, NestedFilters, SubExpressions }: SearchExpression): boolean {
	return ![Filters, NestedFilters, SubExpressions].some((list) => list && list.length > 0);
}

/** Looks at each of them, with pauses: there may be ten thousand. */
async function looked(ctx: Context, candidates: readonly Candidate[]): Promise<Found[]> {
	const found: Found[] = [];
	for (const [i, { arn, entity }] of candidates.entries()) {
		found.push({ arn, entity: await entity() });
		if (i % SLICE === SLICE - 1) await ctx.breathe();
	}
	return found;
}

function pageIn<T extends { readonly arn: string }>(sorted: T[], input: SearchRequest): Page<T> {
	if (input.SortOrder !== 'Ascending') sorted.reverse();
	return pageOf(sorted, {
		size: input.MaxResults ?? PAGE,
		token: input.NextToken,
		keyOf: ({ arn }) => arn,
		badTokenCode: 'ValidationException'
	});
}

function answer(
	member: string,
	items: readonly Found[],
	nextToken: string | undefined,
	hits: number
): SearchResponse {
	return {
		Results: items.map(({ entity }): SearchRecord => ({ [member]: entity })),
		NextToken: nextToken,
		TotalHits: { Value: hits, Relation: 'EqualTo' }
	};
}

/** Entities without the property come first; equals are ordered by their ARNs, so that pages are stable. */
function compareBy(a: Found, b: Found, path: string): number {
	const [x, y] = [a, b].map(({ entity }) => valuesOf(entity, path)[0]);
	const [p, q] = [x, y].map((value) => (value instanceof Date ? value.getTime() : Number(value ?? NaN)));
	if (p! - q! !== 0 && !Number.isNaN(p! - q!)) return p! - q!;
	return order(String(x ?? ''), String(y ?? '')) || order(a.arn, b.arn);
}

/** Names of properties that begin with the hint: those of the kind, and those that its resources really have. */
async function getSearchSuggestions(
	ctx: Context,
	input: Given<GetSearchSuggestionsRequest, 'Resource'>
): Promise<GetSearchSuggestionsResponse> {
	const spec = searchable(input.Resource);
	const hint = input.SuggestionQuery?.PropertyNameQuery?.PropertyNameHint ?? '';
	const names = new Set(membersOf(spec.shape));
	for (const { entity } of await looked(ctx, spec.candidates(ctx))) {
		for (const name of namesIn(entity)) names.add(name);
	}
	const fitting = [...names].filter((name) => name.startsWith(hint)).sort(order);
	return {
		PropertyNameSuggestions: fitting.slice(0, MOST_SUGGESTIONS).map((PropertyName) => ({ PropertyName }))
	};
}

function namesIn(value: unknown): string[] {
	if (Array.isArray(value)) return value.flatMap((item: unknown) => namesIn(item));
	if (!isRecord(value)) return [];
	return Object.entries(value).flatMap(([name, inner]) => [
		name,
		...namesIn(inner).map((below) => `${name}.${below}`)
	]);
}

export const searchOperations: Readonly<Record<string, Operation>> = {
	GetSearchSuggestions: getSearchSuggestions,
	Search: search
};
