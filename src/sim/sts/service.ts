import type { GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { Context } from '../core/context.ts';
import type { Service } from '../core/service.ts';
import { readServiceModel } from '../protocol/model.ts';
import shapes from '../protocol/shapes/sts.json' with { type: 'json' };
import { assumeRole } from './assume-role.ts';
import { callerOf } from './sessions.ts';

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
async function getCallerIdentity(ctx: Context): Promise<GetCallerIdentityResponse> {
	const { userId, arn } = callerOf(ctx);
	return { UserId: userId, Account: ctx.accountId, Arn: arn };
}

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/ */
export const sts: Service = {
	id: 'sts',
	name: 'STS',
	model: readServiceModel(shapes),
	operations: { AssumeRole: assumeRole, GetCallerIdentity: getCallerIdentity },
	validationCode: 'ValidationError',
	failureCode: 'InternalFailure',
	hosts: /^sts\./
};
