import type { InvocationRequest, InvocationResponse } from '@aws-sdk/client-lambda';
import { AwsError } from '#base/errors.ts';
import { decodeUtf8 } from '#base/bytes.ts';
import type { Context } from '../core/context.ts';
import { notSimulated } from '../core/not-simulated.ts';
import type { Given } from '../core/service.ts';
import { roleAccess } from '../iam/index.ts';
import { callerOf } from '../sts/index.ts';
import { documentOf, keyOf } from './access/permissions.ts';
import { conflict, tooLarge } from './errors.ts';
import { namesIn } from './functions/code.ts';
import { handlerFile } from './functions/handler-file.ts';
import { functionArn, readFunctionName, type FunctionRef } from './function-name.ts';
import { needTarget } from './lookup.ts';
import { policies, type VersionRecord } from './tables.ts';

const MOST_BYTES = 6_291_456;
const MOST_EVENT_BYTES = 1_048_576;

/**
 * A dry run looks whether the call would be let through: function, version, payload, state, and what the caller may do.
 * Running a function is not simulated yet; the refusal says whether the zip holds the handler's file.
 */
export async function invoke(
	ctx: Context,
	input: Given<InvocationRequest, 'FunctionName'>
): Promise<InvocationResponse> {
	const ref = readFunctionName(ctx, input.FunctionName, input.Qualifier);
	const { version } = needTarget(ctx, ctx.store, ref);
	const { InvocationType: type = 'RequestResponse', Payload: payload } = input;
	if (payload && payload.length > 0) checkPayload(payload, type);
	if (version.state !== 'Active') {
		throw conflict(
			`The operation cannot be performed at this time. The function is currently in the following state: ${version.state}`
		);
	}
	if (type !== 'DryRun') throw await notRun(ctx, ref, version);
	checkCaller(ctx, ref);
	return { StatusCode: 204 };
}

function checkPayload(payload: Uint8Array, type: string): void {
	const most = type === 'Event' ? MOST_EVENT_BYTES : MOST_BYTES;
	if (payload.length > most) {
		throw tooLarge(
			`${payload.length} byte payload is too large for the ${type} invocation type (limit ${most} bytes)`
		);
	}
	try {
		JSON.parse(decodeUtf8(payload));
	} catch (cause) {
		const message = cause instanceof Error ? cause.message : String(cause);
		throw new AwsError(
			'InvalidRequestContentException',
			`Could not parse request body into json: ${message}`
		);
	}
}

/** @throws AwsError AccessDeniedException where neither the caller's role nor the function's policy allows the call */
function checkCaller(ctx: Context, ref: FunctionRef): void {
	const { roleName, arn, arns } = callerOf(ctx);
	const statements = ctx.store.get(policies, keyOf(ref));
	const access = roleAccess(
		ctx,
		arns[1] ?? `arn:aws:iam::${ctx.accountId}:role/${roleName}`,
		arn.split('/').at(-1)
	);
	const resource = functionArn(ctx, ref.name, ref.qualifier);
	try {
		access.need('lambda:InvokeFunction', resource, {
			resourcePolicy: statements && documentOf(statements)
		});
	} catch (error) {
		if (!(error instanceof AwsError)) throw error;
		const message = error.message.replace(`"${resource}"`, resource);
		throw new AwsError('AccessDeniedException', message, 403, { hint: error.hint, cause: error });
	}
}

async function notRun(
	ctx: Context,
	{ name }: FunctionRef,
	{ settings, code }: VersionRecord
): Promise<AwsError> {
	const zip = await ctx.store.bytes(code.bytesId);
	const paths = zip ? namesIn(zip).map(({ path }) => path) : [];
	const { file, isThere } = handlerFile(settings, paths);
	return notSimulated(
		`Running the function ${name}`,
		isThere
			? `Execution comes later; the zip holds ${file}, which its handler ${settings.handler} names.`
			: `Execution comes later; and it would fail, for the zip has no ${file}, which its handler ${settings.handler} names.`
	);
}
