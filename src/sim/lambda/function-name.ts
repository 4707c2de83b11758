import { arnOf } from '../core/arn.ts';
import type { Context } from '../core/context.ts';
import { functionNotFound, invalidParameter, notFound } from './errors.ts';

/** Which function a request is about, and which version or alias of it; null for the function itself. */
export interface FunctionRef {
	readonly name: string;
	readonly qualifier: string | null;
}

const FORM =
	/^(?:arn:[^:]*:lambda:)?(?:([a-z]{2}(?:-[a-z]+)+-\d):)?(?:(\d{12}):)?(?:function:)?([\w.-]+)(?::(\$LATEST(?:\.PUBLISHED)?|[\w-]+))?$/;

/**
 * Reads a function's name in any of its forms: name, part of an ARN or whole ARN, each with or without a qualifier.
 * @throws AwsError where it lies elsewhere, or two qualifiers differ
 */
export function readFunctionName(ctx: Context, text: string, qualifier?: string): FunctionRef {
	const [, region, account, name = text, own] = FORM.exec(text) ?? [];
	if (region !== undefined && region !== ctx.region) {
		throw notFound(`Functions from '${region}' are not reachable in this region ('${ctx.region}')`);
	}
	if (account !== undefined && account !== ctx.accountId) {
		throw functionNotFound(functionArn({ region: ctx.region, accountId: account }, name));
	}
	if (own !== undefined && qualifier !== undefined && own !== qualifier) {
		throw invalidParameter(
			'The derived qualifier from the function name does not match the specified qualifier.'
		);
	}
	return { name, qualifier: own ?? qualifier ?? null };
}

/** The ARN of a function, or of one of its versions or aliases. */
export function functionArn(
	ctx: Pick<Context, 'region' | 'accountId'>,
	name: string,
	qualifier: string | null = null
): string {
	return arnOf(ctx, 'lambda', `function:${name}${qualifier === null ? '' : `:${qualifier}`}`);
}
