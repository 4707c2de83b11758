import type { CreateTransformJobRequest } from '@aws-sdk/client-sagemaker';
import { DEFAULT_PAYLOAD_MB } from './transform-checks.ts';

/** How a job sends its data, all defaults filled in. */
export interface TransformSettings {
	readonly payloadMb: number;
	/** Requests at a time to one instance. */
	readonly concurrency: number;
	readonly batchStrategy: 'MULTI_RECORD' | 'SINGLE_RECORD';
	readonly timeoutMs: number;
	readonly retries: number;
	readonly splitByLine: boolean;
	readonly assembleByLine: boolean;
	/** What tells a container that it serves a transform job. */
	readonly environment: Readonly<Record<string, string>>;
}

const DEFAULT_TIMEOUT_SECONDS = 600;
const DEFAULT_RETRIES = 3;

export function settingsOf(request: CreateTransformJobRequest): TransformSettings {
	const payloadMb = request.MaxPayloadInMB ?? DEFAULT_PAYLOAD_MB;
	const concurrency = request.MaxConcurrentTransforms || 1;
	const batchStrategy = request.BatchStrategy === 'SingleRecord' ? 'SINGLE_RECORD' : 'MULTI_RECORD';
	const { InvocationsTimeoutInSeconds: seconds, InvocationsMaxRetries: retries } =
		request.ModelClientConfig ?? {};
	return {
		payloadMb,
		concurrency,
		batchStrategy,
		timeoutMs: (seconds ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
		retries: retries ?? DEFAULT_RETRIES,
		splitByLine: request.TransformInput?.SplitType === 'Line',
		assembleByLine: request.TransformOutput?.AssembleWith === 'Line',
		environment: {
			SAGEMAKER_BATCH: 'true',
			SAGEMAKER_MAX_PAYLOAD_IN_MB: String(payloadMb),
			SAGEMAKER_BATCH_STRATEGY: batchStrategy,
			SAGEMAKER_MAX_CONCURRENT_TRANSFORMS: String(concurrency)
		}
	};
}
