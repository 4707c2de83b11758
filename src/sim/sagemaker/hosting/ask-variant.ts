import { AwsError, PlatformError } from '#base/errors.ts';
import { encodeUtf8 } from '#base/bytes.ts';
import type { Context } from '../../core/context.ts';
import type { InvocationInput } from '../../ports.ts';
import type { EndpointRecord, VariantRecord } from './hosting-records.ts';
import { dropInstance, instanceFor } from './fleet.ts';
import type { ContainerAnswer, InvocationTarget, ServingInstance } from './serving-instance.ts';
import { withTimeLimit } from './time-limit.ts';

/**
 * Sends a request to one of a variant's instances. An instance that dies answers as a container that broke does, one that
 * is too slow with the status 0; the next request finds a new one.
 * @throws AwsError where the request cannot be served: no room, no such model
 */
export async function askVariant(
	ctx: Context,
	endpoint: EndpointRecord,
	variant: VariantRecord,
	request: InvocationInput,
	target: InvocationTarget,
	limitMs: number
): Promise<ContainerAnswer> {
	const instance = instanceFor(ctx, endpoint, variant);
	try {
		const answer = await withTimeLimit(ctx, limitMs, instance.invoke(request, target), null);
		if (answer) return answer;
		dropInstance(ctx, instance);
		return refusal(variant, target, 0, LATE.replace('%', nameOf(variant, target)), limitMs);
	} catch (error) {
		if (error instanceof AwsError) throw error;
		dropBroken(ctx, instance, variant, error);
		return refusal(variant, target, 500, error instanceof Error ? error.message : String(error));
	}
}

const LATE =
	'Your invocation timed out while waiting for a response from container %. Review the latency metrics for each container in Amazon CloudWatch, resolve the issue, and try again.';

/** A multi-model container outlives a model that it cannot load. */
function dropBroken(ctx: Context, instance: ServingInstance, variant: VariantRecord, error: unknown): void {
	const isAlive = variant.containers.some(({ isMultiModel }) => isMultiModel);
	if (!isAlive || error instanceof PlatformError) dropInstance(ctx, instance);
}

function nameOf({ containers }: VariantRecord, { hostname }: InvocationTarget): string {
	return hostname ?? (containers.length === 1 ? 'primary' : containers[0]!.hostname);
}

function refusal(
	variant: VariantRecord,
	target: InvocationTarget,
	status: number,
	message: string,
	workMs = 1
): ContainerAnswer {
	const output = { status, contentType: 'text/plain', body: encodeUtf8(message) };
	return { output, container: nameOf(variant, target), workMs };
}
