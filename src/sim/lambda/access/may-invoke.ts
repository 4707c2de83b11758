import type { CallingService, Context } from '../../core/context.ts';
import { commonContext, evaluate, readPolicy } from '../../iam/index.ts';
import { readFunctionName } from '../function-name.ts';
import { needTarget } from '../lookup.ts';
import { policies } from '../tables.ts';
import { documentOf, keyOf } from './permissions.ts';

/** Whether there is such a function, and its own policy lets the service call it for that resource. */
export function mayInvoke(ctx: Context, arn: string, { service, sourceArn }: CallingService): boolean {
	try {
		const ref = readFunctionName(ctx, arn);
		needTarget(ctx, ctx.store, ref);
		const statements = ctx.store.get(policies, keyOf(ref));
		if (!statements) return false;
		const request = {
			action: 'lambda:InvokeFunction',
			resource: arn,
			principal: { arns: [], accountId: ctx.accountId, service },
			context: {
				...commonContext(ctx),
				'aws:SourceArn': sourceArn,
				'aws:SourceAccount': ctx.accountId
			}
		};
		return evaluate([readPolicy(documentOf(statements), 'resource')], request) === 'allowed';
	} catch {
		return false;
	}
}
