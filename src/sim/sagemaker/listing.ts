import type { Context } from '../core/context.ts';
import { pageOf } from '../core/pager.ts';

/** What all List operations of SageMaker ask. */
export interface ListQuery {
	readonly NameContains?: string | undefined;
	readonly CreationTimeAfter?: Date | undefined;
	readonly CreationTimeBefore?: Date | undefined;
	readonly LastModifiedTimeAfter?: Date | undefined;
	readonly LastModifiedTimeBefore?: Date | undefined;
	readonly StatusEquals?: string | undefined;
	readonly SortBy?: string | undefined;
	readonly SortOrder?: string | undefined;
	readonly MaxResults?: number | undefined;
	readonly NextToken?: string | undefined;
}

export interface Listed {
	readonly name: string;
	readonly createdAt: number;
	readonly modifiedAt?: number;
	readonly status?: string;
}

const PAGE = 10;

/** A page of the records that a query wants; newest first unless it says otherwise. */
export function listPage<T extends Listed>(
	ctx: Context,
	records: readonly T[],
	query: ListQuery
): { readonly items: readonly T[]; readonly nextToken: string | undefined } {
	const sorted = records.filter((record) => isWanted(record, query)).sort(comparatorOf(query.SortBy));
	if (query.SortOrder !== 'Ascending') sorted.reverse();
	return pageOf(sorted, {
		size: query.MaxResults ?? PAGE,
		token: query.NextToken,
		keyOf: ({ name }) => name,
		badTokenCode: 'ValidationException'
	});
}

function isWanted(record: Listed, query: ListQuery): boolean {
	const { name, createdAt, modifiedAt = createdAt, status } = record;
	const { NameContains, StatusEquals } = query;
	return (
		(NameContains === undefined || name.toLowerCase().includes(NameContains.toLowerCase())) &&
		(StatusEquals === undefined || status === StatusEquals) &&
		isBetween(createdAt, query.CreationTimeAfter, query.CreationTimeBefore) &&
		isBetween(modifiedAt, query.LastModifiedTimeAfter, query.LastModifiedTimeBefore)
	);
}

function isBetween(at: number, after: Date | undefined, before: Date | undefined): boolean {
	return at > (after?.getTime() ?? -Infinity) && at < (before?.getTime() ?? Infinity);
}

function comparatorOf(sortBy: string | undefined): (a: Listed, b: Listed) => number {
	const byName = (a: Listed, b: Listed): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
	if (sortBy === 'Name') return byName;
	if (sortBy === 'Status') return (a, b) => (a.status ?? '').localeCompare(b.status ?? '') || byName(a, b);
	return (a, b) => a.createdAt - b.createdAt || byName(a, b);
}
