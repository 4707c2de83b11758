import type {
	GetSearchSuggestionsRequest,
	GetSearchSuggestionsResponse,
	SearchRecord,
	SearchRequest,
	SearchResponse
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import { pageOf } from '../../core/pager.ts';
import type { Given, Operation } from '../../core/service.ts';
import { isRecord } from '../../protocol/model.ts';
import { refuseUnsupported } from '../unsupported.ts';
import { matches, order } from './filter.ts';
import { valuesOf } from './properties.ts';
import { entitiesOf, membersOf, searchable, type Entity } from './resources.ts';

const PAGE = 10;
const MOST_SUGGESTIONS = 100;

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Search.html */
async function search(ctx: Context, input: Given<SearchRequest, 'Resource'>): Promise<SearchResponse> {
	refuseUnsupported('Search', input, ['VisibilityConditions']);
	const spec = searchable(input.Resource);
	// Nobody shares anything with this account, as there is no other one.
	const all = input.CrossAccountFilterOption === 'CrossAccount' ? [] : await entitiesOf(ctx, spec);
	const found = all.filter((entity) => matches(entity, input.SearchExpression ?? {}));
	const sorted = found.sort((a, b) => compareBy(a, b, input.SortBy ?? 'LastModifiedTime'));
	if (input.SortOrder !== 'Ascending') sorted.reverse();
	const { items, nextToken } = pageOf(sorted, {
		size: input.MaxResults ?? PAGE,
		token: input.NextToken,
		keyOf: arnIn,
		badTokenCode: 'ValidationException'
	});
	return {
		Results: items.map((entity): SearchRecord => ({ [spec.member]: entity })),
		NextToken: nextToken,
		TotalHits: { Value: found.length, Relation: 'EqualTo' }
	};
}

/** Entities without the property come first; equals are ordered by their ARNs, so that pages are stable. */
function compareBy(a: Entity, b: Entity, path: string): number {
	const [x, y] = [a, b].map((entity) => valuesOf(entity, path)[0]);
	const [p, q] = [x, y].map((value) => (value instanceof Date ? value.getTime() : Number(value ?? NaN)));
	if (p! - q! !== 0 && !Number.isNaN(p! - q!)) return p! - q!;
	return order(String(x ?? ''), String(y ?? '')) || order(arnIn(a), arnIn(b));
}

/** The ARN that is the entity's own: the last, since an execution has its pipeline's before. */
function arnIn(entity: Entity): string {
	const own = Object.entries(entity).filter(([name]) => /^[A-Za-z]+Arn$/.test(name) && name !== 'RoleArn');
	return own.map(([, value]) => String(value)).join(' ');
}

/** Names of properties that begin with the hint: those of the kind, and those that its resources really have. */
async function getSearchSuggestions(
	ctx: Context,
	input: Given<GetSearchSuggestionsRequest, 'Resource'>
): Promise<GetSearchSuggestionsResponse> {
	const spec = searchable(input.Resource);
	const hint = input.SuggestionQuery?.PropertyNameQuery?.PropertyNameHint ?? '';
	const names = new Set(membersOf(spec.shape));
	for (const entity of await entitiesOf(ctx, spec)) for (const name of namesIn(entity)) names.add(name);
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
