import type { Context } from './context.ts';

/** `arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE`. */
export function arnOf(ctx: Pick<Context, 'region' | 'accountId'>, service: string, resource: string): string {
	return `arn:aws:${service}:${ctx.region}:${ctx.accountId}:${resource}`;
}
