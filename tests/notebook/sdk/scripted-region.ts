import { decodeUtf8 } from '#base/bytes.ts';
import type { WireRequest, WireResponse } from '#base/wire.ts';
import { json, text, type ScriptedBridge } from './scripted-bridge.ts';

/** One call that a test looks at afterwards. */
export interface Call {
	readonly operation: string;
	readonly input: Record<string, unknown>;
}

type Operation = (input: Record<string, unknown>) => unknown;

/** An error of a service, to be thrown by an operation of {@link scriptRegion}. */
export class ScriptedError extends Error {
	readonly body: WireResponse;

	constructor(code: string, message: string, status = 400) {
		super(message);
		this.body = json({ __type: code, message }, status);
	}
}

/**
 * Answers JSON operations (SageMaker, Logs) from a table, STS and S3 as in life: any object can be put, a bucket is there
 * once it was made.
 */
export function scriptRegion(
	bridge: ScriptedBridge,
	operations: Readonly<Record<string, Operation>>
): Call[] {
	const calls: Call[] = [];
	const buckets = new Set<string>();
	bridge.answer = (request) => {
		const target = request.headers['x-amz-target'];
		if (target) return answerJson(target.split('.')[1]!, request, operations, calls);
		if (request.hostname.startsWith('sts.')) return identity;
		if (request.hostname.startsWith('runtime.')) {
			calls.push({
				operation: 'InvokeEndpoint',
				input: { body: decodeUtf8(request.body), ...request.headers }
			});
			return operations['InvokeEndpoint']!({}) as WireResponse;
		}
		return answerS3(request, buckets, calls);
	};
	return calls;
}

function answerJson(
	operation: string,
	request: WireRequest,
	operations: Readonly<Record<string, Operation>>,
	calls: Call[]
): WireResponse {
	const input = JSON.parse(decodeUtf8(request.body)) as Record<string, unknown>;
	calls.push({ operation, input });
	try {
		return json(operations[operation]?.(input) ?? {});
	} catch (error) {
		if (error instanceof ScriptedError) return error.body;
		throw error;
	}
}

function answerS3(request: WireRequest, buckets: Set<string>, calls: Call[]): WireResponse {
	const bucket = request.hostname.split('.s3.')[0]!;
	calls.push({
		operation: `s3 ${request.method} ${bucket}${request.path}`,
		input: { body: decodeUtf8(request.body), contentType: request.headers['content-type'] }
	});
	if (request.method === 'HEAD' && !buckets.has(bucket)) return text('', 'application/xml', 404);
	if (request.method === 'PUT' && request.path === '/') buckets.add(bucket);
	return text('');
}

const identity = text(
	`<GetCallerIdentityResponse><GetCallerIdentityResult>
	<Arn>arn:aws:sts::123456789012:assumed-role/AmazonSageMaker-ExecutionRole-20260301/SageMaker</Arn>
	<Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
	'text/xml'
);
