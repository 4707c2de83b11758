import type { InvokeEndpointAsyncInput, InvokeEndpointAsyncOutput } from '@aws-sdk/client-sagemaker-runtime';
import { AwsError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import { notSimulated } from '../../core/not-simulated.ts';
import type { Given } from '../../core/service.ts';
import { parseS3Uri } from '../../s3/index.ts';
import { needServing } from '../serving-endpoint.ts';
import { asyncInvocations, bodyIdOf, type AsyncInvocation } from './async-record.ts';
import { workQueue } from './queue.ts';

type Input = Omit<Given<InvokeEndpointAsyncInput, 'EndpointName'>, 'Body'> & {
	readonly Body?: Uint8Array;
};

const UNSUPPORTED = ['S3OutputPathExtension', 'Filename'] as const;

const DEFAULT_TTL_SECONDS = 21_600;
const DEFAULT_TIMEOUT_SECONDS = 900;

/**
 * Takes a request into the endpoint's queue; what becomes of it is written to S3.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpointAsync.html
 */
export async function invokeEndpointAsync(ctx: Context, input: Input): Promise<InvokeEndpointAsyncOutput> {
	const asked = UNSUPPORTED.find((member) => input[member] !== undefined);
	if (asked) throw notSimulated(`${asked} of InvokeEndpointAsync`, 'Leave it out.');
	const endpoint = needServing(ctx, input.EndpointName);
	const { OutputConfig: output } = endpoint.asyncInference ?? {};
	if (!output) {
		throw refused(`Endpoint ${endpoint.name} is not asynchronous: call it by InvokeEndpoint.`);
	}
	const body = input.Body && input.Body.length > 0 ? input.Body : null;
	checkSource(input.InputLocation, body);
	const id = ctx.rng.uuid();
	const place = (path: string, name: string): string => `${path.replace(/\/+$/, '')}/${name}`;
	const record = await ctx.store.transact((tx): AsyncInvocation => {
		const taken: AsyncInvocation = {
			id,
			inferenceId: input.InferenceId ?? ctx.rng.uuid(),
			endpointName: endpoint.name,
			endpointId: endpoint.id,
			inputLocation: input.InputLocation ?? null,
			contentType: input.ContentType,
			accept: input.Accept,
			customAttributes: input.CustomAttributes,
			outputLocation: place(output.S3OutputPath!, `${id}.out`),
			failureLocation: output.S3FailurePath ? place(output.S3FailurePath, `${id}-error.out`) : null,
			acceptedAt: tx.now,
			expiresAt: tx.now + (input.RequestTTLSeconds ?? DEFAULT_TTL_SECONDS) * 1000,
			timeoutMs: (input.InvocationTimeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1000
		};
		tx.put(asyncInvocations, id, taken);
		if (body) tx.putBytes(bodyIdOf(taken), body);
		return taken;
	});
	workQueue(ctx, endpoint.name, endpoint.id);
	return {
		InferenceId: record.inferenceId,
		OutputLocation: record.outputLocation,
		FailureLocation: record.failureLocation ?? undefined
	};
}

function checkSource(location: string | undefined, body: Uint8Array | null): void {
	if ((location === undefined) === (body === null)) {
		throw refused('A request has either an InputLocation or a Body.');
	}
	if (location !== undefined && !parseS3Uri(location)) {
		throw refused(`The InputLocation '${location}' is not valid: it has the form s3://bucket/key.`);
	}
}

function refused(message: string): AwsError {
	return new AwsError('ValidationError', message);
}
