import type { AwsCall } from './copy-as.ts';

/** Every action that the console offers beside those of `RESOURCE_KINDS`, as the call of AWS's API that it is. */
export const CONSOLE_CALLS = {
	createBucket: (Bucket: string): AwsCall => ({
		service: 's3',
		operation: 'CreateBucket',
		input: { Bucket }
	}),
	deleteBucket: (Bucket: string): AwsCall => ({
		service: 's3',
		operation: 'DeleteBucket',
		input: { Bucket }
	}),
	upload: (Bucket: string, Key: string, file: string, ContentType?: string): AwsCall => ({
		service: 's3',
		operation: 'PutObject',
		input: { Bucket, Key, ...(ContentType ? { ContentType } : {}) },
		blob: { member: 'Body', file }
	}),
	download: (Bucket: string, Key: string): AwsCall => ({
		service: 's3',
		operation: 'GetObject',
		input: { Bucket, Key },
		saves: { member: 'Body', file: Key.split('/').at(-1) || 'object' }
	}),
	deleteObject: (Bucket: string, Key: string): AwsCall => ({
		service: 's3',
		operation: 'DeleteObject',
		input: { Bucket, Key }
	}),
	stopTrainingJob: (TrainingJobName: string): AwsCall => ({
		service: 'sagemaker',
		operation: 'StopTrainingJob',
		input: { TrainingJobName }
	}),
	deleteEndpoint: (EndpointName: string): AwsCall => ({
		service: 'sagemaker',
		operation: 'DeleteEndpoint',
		input: { EndpointName }
	}),
	invoke: (EndpointName: string, text: string, ContentType: string, TargetVariant?: string): AwsCall => ({
		service: 'sagemaker-runtime',
		operation: 'InvokeEndpoint',
		input: { EndpointName, ContentType, ...(TargetVariant ? { TargetVariant } : {}) },
		blob: { member: 'Body', text },
		saves: { member: 'Body', file: 'answer.txt' }
	})
} as const;

/** As `CloudSource.call`. */
type Call = (service: string, operation: string, input: unknown) => Promise<unknown>;

/**
 * Makes a call as it is copied; rejects with AWS's error.
 * @param bytes of the file that the call names
 */
export function performCall(call: Call, made: AwsCall, bytes?: Uint8Array): Promise<unknown> {
	const { service, operation, input, blob } = made;
	if (!blob) return call(service, operation, input);
	const body = 'text' in blob ? new TextEncoder().encode(blob.text) : bytes;
	return call(service, operation, { ...input, [blob.member]: body });
}
