import { badRequest, notFound } from '../apigateway/index.ts';
import type { Context } from '../core/context.ts';
import { pageOf } from '../core/pager.ts';
import type { Transaction } from '../core/table.ts';
import { httpApis, type HttpApiRecord } from './tables.ts';

/** @throws AwsError NotFoundException */
export function needHttpApi(
	{ accountId }: Context,
	source: Pick<Transaction, 'get'>,
	id: string
): HttpApiRecord {
	const api = source.get(httpApis, id);
	if (!api) throw notFound(`Invalid API identifier specified ${accountId}:${id}`);
	return api;
}

/** A page of a list; `MaxResults` travels as text. @throws AwsError BadRequestException */
export function resultPage<T>(
	items: readonly T[],
	{
		MaxResults,
		NextToken
	}: { readonly MaxResults?: string | undefined; readonly NextToken?: string | undefined },
	keyOf: (item: T) => string
): { readonly Items: T[]; readonly NextToken: string | undefined } {
	const size = MaxResults === undefined ? 100 : Number(MaxResults);
	if (!Number.isInteger(size) || size < 1 || size > 1000) {
		throw badRequest(`Invalid maxResults value specified: ${MaxResults}`);
	}
	const page = pageOf(items, { size, token: NextToken, keyOf, badTokenCode: 'BadRequestException' });
	return { Items: [...page.items], NextToken: page.nextToken };
}

/** The lengths that AWS's shapes only name. @throws AwsError BadRequestException */
export function checkLength(member: string, text: string | undefined, least: number, most: number): void {
	if (text === undefined || (text.length >= least && text.length <= most)) return;
	throw badRequest(`${member} must be between ${least} and ${most} characters long, not ${text.length}.`);
}
