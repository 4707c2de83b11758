import type { Context } from '../core/context.ts';
import { decodeUtf8, encodeUtf8, fromBase64, toBase64 } from '#base/bytes.ts';
import { pageOf, type Page } from '../core/pager.ts';
import type { Table } from '../core/table.ts';
import { validationException } from './errors.ts';

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
export function listPage<T extends Listed>(ctx: Context, records: readonly T[], query: ListQuery): Page<T> {
	const sorted = records.filter((record) => isWanted(record, query)).sort(comparatorOf(query.SortBy));
	if (query.SortOrder !== 'Ascending') sorted.reverse();
	return pageOf(sorted, {
		size: query.MaxResults ?? PAGE,
		token: query.NextToken,
		keyOf: ({ name }) => name,
		badTokenCode: 'ValidationException'
	});
}

/** Sorts records by the time of their creation, and by name where that is the same. */
export function creationKey({ createdAt, name }: Pick<Listed, 'createdAt' | 'name'>): string {
	return `${String(createdAt).padStart(15, '0')} ${name}`;
}

/** The same as {@link listPage} of a whole table that is sorted by {@link creationKey}, and looks no further than it must. */
export function listTable<T extends Listed>(ctx: Context, table: Table<T>, query: ListQuery): Page<T> {
	if (query.SortBy !== undefined && query.SortBy !== 'CreationTime') {
		return listPage(ctx, ctx.store.values(table), query);
	}
	const { NextToken, MaxResults = PAGE } = query;
	const after = NextToken === undefined ? null : readToken(NextToken);
	const items: T[] = [];
	for (const record of ctx.store.inOrder(table, after, query.SortOrder !== 'Ascending')) {
		if (!isWanted(record, query)) continue;
		if (items.length === MaxResults) return { items, nextToken: writeToken(creationKey(items.at(-1)!)) };
		items.push(record);
	}
	return { items, nextToken: undefined };
}

function writeToken(sortKey: string): string {
	return toBase64(encodeUtf8(`@${sortKey}`));
}

/** @throws AwsError ValidationException */
function readToken(token: string): string {
	const bytes = fromBase64(token);
	const text = bytes ? decodeUtf8(bytes) : '';
	if (text.startsWith('@')) return text.slice(1);
	throw validationException(`Invalid pagination token: '${token}' was not issued by this operation.`);
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
