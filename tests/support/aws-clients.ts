import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { FirehoseClient } from '@aws-sdk/client-firehose';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { ECRClient } from '@aws-sdk/client-ecr';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SageMakerFeatureStoreRuntimeClient } from '@aws-sdk/client-sagemaker-featurestore-runtime';
import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { STSClient } from '@aws-sdk/client-sts';
import { encodeUtf8 } from '#base/bytes.ts';
import type { WireRequest, WireResponse } from '#base/wire.ts';

type Handle = (request: WireRequest) => Promise<WireResponse>;

interface SdkRequest {
	readonly method: string;
	readonly hostname: string;
	readonly path: string;
	readonly query: WireRequest['query'];
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: unknown;
}

export interface AwsClients {
	readonly s3: S3Client;
	readonly sts: STSClient;
	readonly iam: IAMClient;
	readonly ecr: ECRClient;
	readonly sagemaker: SageMakerClient;
	readonly runtime: SageMakerRuntimeClient;
	readonly featureStore: SageMakerFeatureStoreRuntimeClient;
	readonly logs: CloudWatchLogsClient;
	readonly kinesis: KinesisClient;
	readonly cloudwatch: CloudWatchClient;
	readonly firehose: FirehoseClient;
	readonly autoscaling: ApplicationAutoScalingClient;
	readonly lambda: LambdaClient;
	readonly restApis: APIGatewayClient;
	readonly httpApis: ApiGatewayV2Client;
}

interface Credentials {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken?: string;
}

/** AWS's own clients, signing as they do, over a region's `handle`. */
export function awsClients(
	handle: Handle,
	credentials: Credentials = { accessKeyId: 'SIMULATED', secretAccessKey: 'simulated' }
): AwsClients {
	const config = {
		region: 'us-east-1',
		credentials,
		maxAttempts: 1,
		requestHandler: { handle: (request: SdkRequest) => exchange(handle, request) }
	};
	return {
		s3: new S3Client(config),
		sts: new STSClient(config),
		iam: new IAMClient(config),
		ecr: new ECRClient(config),
		sagemaker: new SageMakerClient(config),
		runtime: new SageMakerRuntimeClient(config),
		featureStore: new SageMakerFeatureStoreRuntimeClient(config),
		logs: new CloudWatchLogsClient(config),
		kinesis: new KinesisClient(config),
		cloudwatch: new CloudWatchClient(config),
		firehose: new FirehoseClient(config),
		autoscaling: new ApplicationAutoScalingClient(config),
		lambda: new LambdaClient(config),
		restApis: new APIGatewayClient(config),
		httpApis: new ApiGatewayV2Client(config)
	};
}

/** The SDK wants a stream for S3's bodies and takes bytes for all others. */
async function exchange(handle: Handle, request: SdkRequest): Promise<{ response: never }> {
	const { method, hostname, path, query = {}, headers } = request;
	const body = await bytesOf(request.body);
	const lower = Object.fromEntries(Object.entries(headers).map(([k, v]) => [k.toLowerCase(), v]));
	const answer = await handle({ method, hostname, path, query, headers: lower, body });
	const isS3 = /(^|\.)s3\./.test(hostname);
	const payload = isS3 ? new Response(answer.body.slice()).body : answer.body;
	return { response: { statusCode: answer.status, headers: answer.headers, body: payload } as never };
}

async function bytesOf(body: unknown): Promise<Uint8Array> {
	if (body === undefined || body === null) return new Uint8Array(0);
	if (typeof body === 'string') return encodeUtf8(body);
	if (body instanceof Uint8Array) return body;
	return new Uint8Array(await new Response(body as ReadableStream).arrayBuffer());
}
