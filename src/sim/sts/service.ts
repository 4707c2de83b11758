import type { GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { Context } from '../core/context.ts';
import type { Service } from '../core/service.ts';
import { readServiceModel } from '../protocol/model.ts';
import shapes from '../protocol/shapes/sts.json' with { type: 'json' };

/** The role that every caller has. SageMaker's SDK takes a name of this form for an execution role without asking IAM. */
export const EXECUTION_ROLE = 'AmazonSageMaker-ExecutionRole';

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
async function getCallerIdentity(ctx: Context): Promise<GetCallerIdentityResponse> {
	return {
		UserId: `AROASAGEBRUSHSAGEBRUS:SageMaker`,
		Account: ctx.accountId,
		Arn: `arn:aws:sts::${ctx.accountId}:assumed-role/${EXECUTION_ROLE}/SageMaker`
	};
}

export const sts: Service = {
	id: 'sts',
	name: 'STS',
	model: readServiceModel(shapes),
	operations: { GetCallerIdentity: getCallerIdentity },
	validationCode: 'ValidationError',
	failureCode: 'InternalFailure',
	hosts: /^sts\./
};
