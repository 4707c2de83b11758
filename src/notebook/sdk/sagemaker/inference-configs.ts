import type {
	AsyncInferenceConfig as AsyncMember,
	ProductionVariantServerlessConfig
} from '@aws-sdk/client-sagemaker';
import { requireText } from './errors.ts';

export interface ServerlessInferenceOptions {
	/** 1024 to 6144, in steps of 1024. Default 2048. */
	readonly memorySizeInMb?: number;
	/** Requests at a time. Default 5. */
	readonly maxConcurrency?: number;
}

/** No instances, and payment by use. The Python SDK's `sagemaker.serverless.ServerlessInferenceConfig`. */
export class ServerlessInferenceConfig {
	readonly memorySizeInMb: number;
	readonly maxConcurrency: number;

	constructor({ memorySizeInMb = 2048, maxConcurrency = 5 }: ServerlessInferenceOptions = {}) {
		this.memorySizeInMb = memorySizeInMb;
		this.maxConcurrency = maxConcurrency;
	}

	/** The member of CreateEndpointConfig. */
	toMember(): ProductionVariantServerlessConfig {
		return { MemorySizeInMB: this.memorySizeInMb, MaxConcurrency: this.maxConcurrency };
	}
}

export interface AsyncInferenceOptions {
	/** `s3://…` under which answers are stored. */
	readonly outputPath: string;
	/** `s3://…` under which it is told what went wrong. Default: nowhere but in the log. */
	readonly failurePath?: string;
	readonly maxConcurrentInvocationsPerInstance?: number;
}

/** Requests that wait in a queue, with answers in S3. The Python SDK's `AsyncInferenceConfig`. */
export class AsyncInferenceConfig {
	readonly options: AsyncInferenceOptions;

	/** Throws a UserError `InvalidArgument` without an output path. */
	constructor(options: AsyncInferenceOptions) {
		requireText('outputPath', options.outputPath);
		this.options = options;
	}

	/** The member of CreateEndpointConfig. */
	toMember(): AsyncMember {
		const { outputPath, failurePath, maxConcurrentInvocationsPerInstance: most } = this.options;
		return {
			OutputConfig: {
				S3OutputPath: outputPath,
				...(failurePath === undefined ? {} : { S3FailurePath: failurePath })
			},
			...(most === undefined ? {} : { ClientConfig: { MaxConcurrentInvocationsPerInstance: most } })
		};
	}
}
