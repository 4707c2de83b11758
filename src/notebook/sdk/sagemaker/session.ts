import { CreateBucketCommand, HeadBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { UserError } from '#base/errors.ts';
import { bridge } from '../../kernel/bridge.ts';
import { CloudWatchLogsClient } from '../aws/cloudwatch-logs.ts';
import { DEFAULT_REGION } from '../aws/preset.ts';
import { S3Client } from '../aws/s3.ts';
import { SageMakerRuntimeClient } from '../aws/sagemaker-runtime.ts';
import { SageMakerClient } from '../aws/sagemaker.ts';
import { STSClient } from '../aws/sts.ts';
import { errorName, requireText } from './errors.ts';
import { timestampedName } from './names.ts';

export interface SessionOptions {
	/** Default `us-east-1`. */
	readonly region?: string;
	/** The bucket to use instead of `sagemaker-REGION-ACCOUNT`. */
	readonly defaultBucket?: string;
}

export interface UploadOptions {
	/** What to upload; give this or `path`. */
	readonly data?: string | Uint8Array<ArrayBuffer> | Blob;
	/** A file of the lesson to upload, e.g. `data/boston.csv`. */
	readonly path?: string;
	/** Default: the session's default bucket, which is created if need be. */
	readonly bucket?: string;
	/** The folder in the bucket. Default `data`. */
	readonly keyPrefix?: string;
	/** The object's name in that folder. Default: the last part of `path`; required with `data`. */
	readonly fileName?: string;
}

/**
 * The account and region in which things are made, and the clients for them. The Python SDK's `sagemaker.Session`.
 *
 * @example
 * const session = new Session();
 * const uri = await session.uploadData({ data: csv, keyPrefix: 'boston', fileName: 'train.csv' });
 */
export class Session {
	readonly region: string;
	/** For the operations that this SDK has no method for: `session.sagemakerClient.send(new …Command({ … }))`. */
	readonly sagemakerClient: SageMakerClient;
	readonly sagemakerRuntimeClient: SageMakerRuntimeClient;
	readonly s3Client: S3Client;
	readonly logsClient: CloudWatchLogsClient;
	readonly stsClient: STSClient;
	readonly #defaultBucket: string | undefined;
	#identity: { readonly accountId: string; readonly arn: string } | null = null;
	#lastStamp = 0;

	constructor({ region = DEFAULT_REGION, defaultBucket }: SessionOptions = {}) {
		this.region = region;
		this.#defaultBucket = defaultBucket;
		this.sagemakerClient = new SageMakerClient({ region });
		this.sagemakerRuntimeClient = new SageMakerRuntimeClient({ region });
		this.s3Client = new S3Client({ region });
		this.logsClient = new CloudWatchLogsClient({ region });
		this.stsClient = new STSClient({ region });
	}

	/** Who makes the calls: the account's twelve digits and the caller's ARN. */
	async callerIdentity(): Promise<{ readonly accountId: string; readonly arn: string }> {
		if (this.#identity) return this.#identity;
		const { Account = '', Arn = '' } = await this.stsClient.send(new GetCallerIdentityCommand({}));
		this.#identity = { accountId: Account, arn: Arn };
		return this.#identity;
	}

	/** The account's twelve digits. */
	async accountId(): Promise<string> {
		return (await this.callerIdentity()).accountId;
	}

	/** Name of the bucket for everything that names none, `sagemaker-REGION-ACCOUNT`; creates it if it is not there. */
	async defaultBucket(): Promise<string> {
		const bucket = this.#defaultBucket ?? `sagemaker-${this.region}-${await this.accountId()}`;
		if (!(await this.#bucketExists(bucket))) await this.#createBucket(bucket);
		return bucket;
	}

	/**
	 * Puts data, or a file of the lesson, into S3.
	 *
	 * @returns the address of the new object, `s3://BUCKET/KEYPREFIX/FILENAME`
	 */
	async uploadData(options: UploadOptions): Promise<string> {
		const { data, path, keyPrefix = 'data' } = options;
		if ((data === undefined) === (path === undefined)) {
			throw new UserError('InvalidArgument', 'uploadData takes either data or path.', {
				hint: 'Write uploadData({ data: text, keyPrefix, fileName }) or uploadData({ path, keyPrefix }).'
			});
		}
		const fileName = requireText('fileName', options.fileName ?? path?.split('/').at(-1));
		const bucket = options.bucket ?? (await this.defaultBucket());
		const Key = keyPrefix === '' ? fileName : `${keyPrefix.replace(/\/+$/, '')}/${fileName}`;
		const content = data ?? Uint8Array.from(await bridge().file(requireText('path', path)));
		// AWS's client takes an empty text for a stream of unknown length and warns of it.
		const Body = typeof content === 'string' ? new TextEncoder().encode(content) : content;
		const ContentType = contentTypeOf(fileName);
		await this.s3Client.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType }));
		return `s3://${bucket}/${Key}`;
	}

	/** A name that this session has not given yet: `BASE-yyyy-mm-dd-HH-MM-SS-mmm`, at most `maxLength` characters. */
	async uniqueName(base: string, maxLength = 63): Promise<string> {
		const { now } = await bridge().clock();
		// Two names asked for within one millisecond must differ.
		this.#lastStamp = Math.max(Math.floor(now), this.#lastStamp + 1);
		return timestampedName(base, this.#lastStamp, maxLength);
	}

	async #bucketExists(bucket: string): Promise<boolean> {
		try {
			await this.s3Client.send(new HeadBucketCommand({ Bucket: bucket }));
			return true;
		} catch (error) {
			if (errorName(error) === 'NotFound' || errorName(error) === 'NoSuchBucket') return false;
			throw error;
		}
	}

	async #createBucket(Bucket: string): Promise<void> {
		const elsewhere = { CreateBucketConfiguration: { LocationConstraint: this.region as 'eu-west-1' } };
		// us-east-1 is the one region that must not be named.
		const place = this.region === DEFAULT_REGION ? {} : elsewhere;
		try {
			await this.s3Client.send(new CreateBucketCommand({ Bucket, ...place }));
		} catch (error) {
			if (errorName(error) !== 'BucketAlreadyOwnedByYou') throw error;
		}
	}
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
	csv: 'text/csv',
	json: 'application/json',
	jsonl: 'application/jsonlines',
	txt: 'text/plain'
};

function contentTypeOf(fileName: string): string {
	return CONTENT_TYPES[fileName.split('.').at(-1)!] ?? 'application/octet-stream';
}
