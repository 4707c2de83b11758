import { encodeUtf8 } from '#base/bytes.ts';
import { PlatformError, UserError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import type { Transaction } from '../../core/table.ts';
import { untilStored } from '../../core/until-stored.ts';
import { bucketAccess } from '../../iam/index.ts';
import { createLogWriter } from '../../logs/index.ts';
import type { InvocationOutput } from '../../ports.ts';
import { parseS3Uri, putObjectIn, readObject } from '../../s3/index.ts';
import { askVariant, countInvocation, endpointLogGroup, type EndpointRecord } from '../../sagemaker/index.ts';
import { chooseVariant } from '../choose-variant.ts';
import { recordInvocation } from '../invocation-metrics.ts';
import { isRefusal, modelError } from '../model-error.ts';
import { asyncInvocations, bodyIdOf, type AsyncInvocation } from './async-record.ts';

/** Serves one request of the queue and writes what came of it. Never rejects. */
export async function serveInvocation(
	ctx: Context,
	endpoint: EndpointRecord,
	invocation: AsyncInvocation
): Promise<void> {
	const log = createLogWriter(ctx, endpointLogGroup(endpoint.name), `${endpoint.variants[0]!.name}/data-log`);
	const says = (what: string): void => log.write(`[sagemaker logs] [${invocation.inferenceId}] ${what}`);
	try {
		const { output, workMs } = await answerTo(ctx, endpoint, invocation);
		const { outputLocation } = invocation;
		await ctx.store.transact((tx) => write(tx, ctx, endpoint, invocation, outputLocation, output));
		says(`Inference request succeeded. ModelLatency: ${workMs * 1000} us`);
	} catch (error) {
		// A region that closes leaves the request where it is; the next start takes it up again.
		if (ctx.live.closing.signal.aborted) return;
		const message = error instanceof Error ? error.message : String(error);
		says(`Inference request failed. ${message}`);
		await untilStored(ctx, (tx) => writeFailure(tx, ctx, endpoint, invocation, message)).catch(() => {});
	}
	await log.flush().catch(() => {});
}

async function answerTo(
	ctx: Context,
	endpoint: EndpointRecord,
	invocation: AsyncInvocation
): Promise<{ readonly output: InvocationOutput; readonly workMs: number }> {
	const cameAt = ctx.clock.now();
	if (cameAt > invocation.expiresAt) {
		throw new UserError('RequestExpired', 'The request expired before an instance had room for it.');
	}
	const { contentType, accept, customAttributes, timeoutMs } = invocation;
	const variant = chooseVariant(endpoint.variants, undefined, ctx.rng);
	const body = await readBody(ctx, invocation, variant.roleArn);
	const request = { body, contentType, accept, customAttributes };
	const answer = await askVariant(ctx, endpoint, variant, request, {}, timeoutMs);
	countInvocation(ctx, endpoint);
	recordInvocation(ctx, endpoint, variant, answer, cameAt);
	if (isRefusal(answer)) throw modelError(ctx, endpoint.name, answer);
	return answer;
}

async function readBody(
	ctx: Context,
	invocation: AsyncInvocation,
	roleArn: string | undefined
): Promise<Uint8Array> {
	const place = invocation.inputLocation === null ? null : parseS3Uri(invocation.inputLocation);
	if (place) {
		bucketAccess(ctx, roleArn).needRead(place.bucket, place.key);
		return (await readObject(ctx, place.bucket, place.key)).bytes;
	}
	const body = await ctx.store.bytes(bodyIdOf(invocation));
	if (body) return body;
	throw new PlatformError('BytesLost', 'The storage has lost the body of an asynchronous request.');
}

function write(
	tx: Transaction,
	ctx: Context,
	endpoint: EndpointRecord,
	invocation: AsyncInvocation,
	location: string,
	{ body: bytes, contentType }: Pick<InvocationOutput, 'body' | 'contentType'>
): void {
	const place = parseS3Uri(location)!;
	// All variants of an endpoint that answers later hand in their answers together.
	bucketAccess(ctx, endpoint.variants[0]?.roleArn).needWrite(place.bucket, place.key);
	putObjectIn(tx, ctx, { ...place, bytes, contentType });
	forget(tx, invocation);
}

/** Where nothing says where failures go, or they cannot be written there, the log alone tells of it, as on AWS. */
function writeFailure(
	tx: Transaction,
	ctx: Context,
	endpoint: EndpointRecord,
	invocation: AsyncInvocation,
	message: string
): void {
	const { failureLocation } = invocation;
	try {
		if (failureLocation !== null) {
			const body = encodeUtf8(message);
			return write(tx, ctx, endpoint, invocation, failureLocation, { body, contentType: 'text/plain' });
		}
	} catch {
		// The request has come to its end all the same.
	}
	forget(tx, invocation);
}

function forget(tx: Transaction, invocation: AsyncInvocation): void {
	tx.remove(asyncInvocations, invocation.id);
	if (invocation.inputLocation === null) tx.removeBytes(bodyIdOf(invocation));
}

/** Requests of an endpoint that is no more are dropped. */
export async function dropInvocations(ctx: Context, endpointId: string): Promise<void> {
	await ctx.store
		.transact((tx) => {
			for (const invocation of ctx.store.values(asyncInvocations)) {
				if (invocation.endpointId === endpointId) forget(tx, invocation);
			}
		})
		.catch(() => {});
}
