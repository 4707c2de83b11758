import type { InvokeEndpointInput, InvokeEndpointOutput } from '@aws-sdk/client-sagemaker-runtime';
import { AwsError } from '#base/errors.ts';
import { countServerless } from '../billing/index.ts';
import { recordInvocation } from './invocation-metrics.ts';
import type { Context } from '../core/context.ts';
import type { PathFacts } from '../paths/index.ts';
import type { InvocationInput } from '../ports.ts';
import { notSimulated } from '../core/not-simulated.ts';
import type { Given } from '../core/service.ts';
import {
	askVariant,
	countInvocation,
	type ContainerAnswer,
	type EndpointRecord,
	type VariantRecord
} from '../sagemaker/index.ts';
import { captureExchange } from './capture.ts';
import { checkTarget } from './check-target.ts';
import { chooseVariant } from './choose-variant.ts';
import { isRefusal, modelError } from './model-error.ts';
import { needServing } from './serving-endpoint.ts';

type Input = Omit<Given<InvokeEndpointInput, 'EndpointName' | 'Body'>, 'Body'> & {
	readonly Body: Uint8Array;
};
type Output = Omit<InvokeEndpointOutput, 'Body'> & { readonly Body: Uint8Array };

const UNSUPPORTED = ['EnableExplanations', 'InferenceComponentName', 'SessionId'] as const;

/** How long a container may take to answer. */
const LIMIT_MS = 60_000;

/** Largest request to a serverless variant, bytes. */
const SERVERLESS_BODY = 4 * 2 ** 20;

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html */
export async function invokeEndpoint(ctx: Context, input: Input): Promise<Output> {
	const asked = UNSUPPORTED.find((member) => input[member] !== undefined);
	if (asked) throw notSimulated(`${asked} of InvokeEndpoint`, 'Leave it out.');
	const cameAt = ctx.clock.now();
	const endpoint = needServing(ctx, input.EndpointName);
	ctx.trace?.mark('endpoint', { endpoint: endpoint.name, status: endpoint.status });
	const variant = chooseVariant(endpoint.variants, input.TargetVariant, ctx.rng);
	ctx.trace?.mark('variant', choiceOf(endpoint, variant, input.TargetVariant));
	const target = { model: input.TargetModel, hostname: input.TargetContainerHostname };
	checkKind(endpoint, variant, input.Body);
	checkTarget(variant, target);
	const request = {
		body: input.Body,
		contentType: input.ContentType,
		accept: input.Accept,
		customAttributes: input.CustomAttributes
	};
	const answer = await askVariant(ctx, endpoint, variant, request, target, LIMIT_MS);
	ctx.trace?.mark('container', exchangeOf(variant, request, answer));
	countInvocation(ctx, endpoint);
	recordInvocation(ctx, endpoint, variant, answer, cameAt);
	if (variant.serverless) countServerless(ctx, endpoint.name, variant.serverless.memoryMb, answer.workMs);
	if (isRefusal(answer)) throw modelError(ctx, endpoint.name, answer);
	const { output } = answer;
	captureExchange(ctx, endpoint, variant, { input: request, output, inferenceId: input.InferenceId });
	const { body, contentType, customAttributes } = output;
	return {
		Body: body,
		ContentType: contentType,
		InvokedProductionVariant: variant.name,
		CustomAttributes: customAttributes
	};
}

/** How the variant was chosen, for those who look on. */
function choiceOf(
	{ variants }: EndpointRecord,
	{ name, containers, instanceCount }: VariantRecord,
	target: string | undefined
): PathFacts {
	return {
		variant: name,
		by: target === undefined ? 'weight' : 'TargetVariant',
		weights: variants.map((one) => `${one.name} ${one.weight}`).join(', '),
		instances: instanceCount,
		containers: containers.length
	};
}

/** What went into the containers and what came back, for those who look on. */
function exchangeOf(
	{ instanceType }: VariantRecord,
	{ body, contentType = '' }: InvocationInput,
	{ container, output, workMs }: ContainerAnswer
): PathFacts {
	return {
		path: '/invocations',
		container,
		...(instanceType === '' ? {} : { instanceType }),
		contentType,
		bytesIn: body.length,
		status: output.status,
		answerType: output.contentType,
		bytesOut: output.body.length,
		modelLatencyMs: workMs
	};
}

/** @throws AwsError ValidationError for an endpoint that is called in another way, or a body that is too large for it */
function checkKind(
	{ name, asyncInference }: EndpointRecord,
	{ serverless }: VariantRecord,
	body: Uint8Array
): void {
	if (asyncInference) {
		throw new AwsError(
			'ValidationError',
			`Endpoint ${name} is asynchronous: call it by InvokeEndpointAsync.`
		);
	}
	if (serverless && body.length > SERVERLESS_BODY) {
		throw new AwsError(
			'ValidationError',
			`The request to the serverless endpoint ${name} has ${body.length} bytes; it may have ${SERVERLESS_BODY}.`
		);
	}
}
