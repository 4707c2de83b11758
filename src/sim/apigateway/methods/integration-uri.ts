import type { PutIntegrationRequest } from '@aws-sdk/client-api-gateway';
import { AwsError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import { badRequest } from '../errors.ts';

/** `arn:aws:apigateway:REGION:SERVICE:path/…` or `…:action/…` */
const SERVICE_ARN = /^arn:aws[a-z-]*:apigateway:([a-z0-9-]+):([\w.-]+):(.+)$/;
const LAMBDA_PATH =
	/^path\/2015-03-31\/functions\/arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:.+\/invocations$/;
const STAGE_VARIABLE = /\$\{stageVariables\.\w+\}/g;

type Target = Pick<PutIntegrationRequest, 'type' | 'uri' | 'credentials' | 'integrationHttpMethod'>;

/**
 * Looks whether an integration names something that API Gateway can call. Whether the function is there, and may be called, is
 * only seen when it is called.
 * @throws AwsError BadRequestException or AccessDeniedException
 */
export function checkTarget(ctx: Context, { type, uri, credentials, integrationHttpMethod }: Target): void {
	if (type === 'MOCK') return;
	if (!integrationHttpMethod) throw badRequest('Enumeration value for HttpMethod must be non-empty');
	if (type === 'HTTP' || type === 'HTTP_PROXY') {
		// A stage variable may stand for any part of it, the host too.
		const url = uri?.replace(STAGE_VARIABLE, 'x') ?? '';
		if (!/^https?:\/\/[^\s/]+/.test(url)) throw badRequest('Invalid HTTP endpoint specified for URI');
		return;
	}
	const [, , service, resource = ''] = SERVICE_ARN.exec(uri ?? '') ?? [];
	if (service === undefined) throw badRequest('Invalid ARN specified in the request');
	if (!/^(path|action)\//.test(resource)) {
		throw badRequest('AWS ARN for integration must contain path or action');
	}
	const isLambda = service === 'lambda';
	if (isLambda && !LAMBDA_PATH.test(resource.replace(STAGE_VARIABLE, 'x'))) {
		throw badRequest('Invalid ARN specified in the request');
	}
	if (type === 'AWS_PROXY' && !isLambda && service !== 'firehose') {
		throw badRequest(
			"Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations."
		);
	}
	if (!isLambda && credentials === undefined) {
		throw badRequest('Role ARN must be specified for AWS integrations');
	}
	const account = /^arn:aws[a-z-]*:iam::(\d{12}|\*):/.exec(credentials ?? '')?.[1];
	if (credentials !== undefined && account !== ctx.accountId && account !== '*') {
		throw new AwsError('AccessDeniedException', 'Cross-account pass role is not allowed.', 403);
	}
}
