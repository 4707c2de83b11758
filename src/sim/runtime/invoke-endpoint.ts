import type { InvokeEndpointInput, InvokeEndpointOutput } from '@aws-sdk/client-sagemaker-runtime';
import { AwsError } from '#base/errors.ts';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import { arnOf } from '../core/arn.ts';
import type { Context } from '../core/context.ts';
import { notSimulated } from '../core/not-simulated.ts';
import type { Given } from '../core/service.ts';
import type { InvocationInput, InvocationOutput } from '../ports.ts';
import {
	countInvocation,
	dropContainer,
	endpointLogGroup,
	endpoints,
	servingContainer,
	type EndpointRecord,
	type VariantRecord
} from '../sagemaker/index.ts';
import { chooseVariant } from './choose-variant.ts';

type Input = Omit<Given<InvokeEndpointInput, 'EndpointName' | 'Body'>, 'Body'> & {
	readonly Body: Uint8Array;
};
type Output = Omit<InvokeEndpointOutput, 'Body'> & { readonly Body: Uint8Array };

const UNSUPPORTED = [
	'TargetModel',
	'TargetContainerHostname',
	'EnableExplanations',
	'InferenceComponentName',
	'SessionId'
] as const;

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html */
export async function invokeEndpoint(ctx: Context, input: Input): Promise<Output> {
	const asked = UNSUPPORTED.find((member) => input[member] !== undefined);
	if (asked) throw notSimulated(`${asked} of InvokeEndpoint`, 'Leave it out.');
	const endpoint = needInService(ctx, input.EndpointName);
	const variant = chooseVariant(endpoint.variants, input.TargetVariant, ctx.rng);
	const release = ctx.clock.hold();
	try {
		const request = { body: input.Body, contentType: input.ContentType, accept: input.Accept };
		const answer = await askContainer(ctx, endpoint, variant, request);
		countInvocation(ctx, endpoint);
		if (answer.status >= 400) throw modelError(ctx, endpoint.name, answer);
		return { Body: answer.body, ContentType: answer.contentType, InvokedProductionVariant: variant.name };
	} finally {
		release();
	}
}

/** @throws AwsError ValidationError, with the status that stands in the way */
function needInService(ctx: Context, name: string): EndpointRecord {
	const endpoint = ctx.store.get(endpoints, name);
	if (endpoint?.status === 'InService') return endpoint;
	const status = endpoint ? ` It is ${endpoint.status}; only an endpoint that is InService answers.` : '';
	throw new AwsError('ValidationError', `Endpoint ${name} of account ${ctx.accountId} not found.${status}`);
}

/** An instance that dies answers as a container that broke does; the next request finds a new one. */
async function askContainer(
	ctx: Context,
	endpoint: EndpointRecord,
	variant: VariantRecord,
	request: InvocationInput
): Promise<InvocationOutput> {
	const container = servingContainer(ctx, endpoint, variant);
	try {
		return await (await container).invoke(request);
	} catch (error) {
		dropContainer(ctx, endpoint, variant.name);
		const message = error instanceof Error ? error.message : String(error);
		return { status: 500, contentType: 'text/plain', body: encodeUtf8(message) };
	}
}

function modelError(ctx: Context, endpointName: string, { status, body }: InvocationOutput): AwsError {
	const { region, accountId } = ctx;
	const original = decodeUtf8(body);
	const kind = status >= 500 ? 'server' : 'client';
	const group = endpointLogGroup(endpointName);
	const console = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#logEventViewer:group=${group}`;
	return new AwsError(
		'ModelError',
		`Received ${kind} error (${status}) from primary with message "${original}". See ${console} in account ${accountId} for more information.`,
		424,
		{
			members: {
				OriginalStatusCode: status,
				OriginalMessage: original,
				LogStreamArn: arnOf(ctx, 'logs', `log-group:${group}`)
			}
		}
	);
}
