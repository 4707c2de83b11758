import { CreateModelCommand } from '@aws-sdk/client-sagemaker';
import { CopyObjectCommand } from '@aws-sdk/client-s3';
import { UserError } from '#base/errors.ts';
import { deployEndpoint, type DeployOptions } from './deploy-endpoint.ts';
import { requireText } from './errors.ts';
import { baseFromImage, parseS3Uri } from './names.ts';
import type { Predictor } from './predictor.ts';
import { Printer } from './printer.ts';
import { S3Downloader } from './s3-downloader.ts';
import { Session } from './session.ts';

export interface MultiDataModelOptions {
	/** Its name in SageMaker. */
	readonly name: string;
	/** `s3://BUCKET/FOLDER/` under which the archives lie. */
	readonly modelDataPrefix: string;
	/** Address of the image that serves all of them. */
	readonly imageUri: string;
	/** ARN of the role under which they are served. */
	readonly role: string;
	/** Default: a new Session. */
	readonly sagemakerSession?: Session;
}

/**
 * Many models behind one endpoint: each is loaded at its first request. The Python SDK's
 * `sagemaker.multidatamodel.MultiDataModel`.
 *
 * @example
 * await many.addModel(xgb.modelData, 'boston.tar.gz');
 * await predictor.predict(rows, { targetModel: 'boston.tar.gz' });
 */
export class MultiDataModel {
	readonly options: MultiDataModelOptions;
	readonly sagemakerSession: Session;

	/** Throws a UserError `InvalidArgument` where a text is missing or has not been awaited, or the prefix is no address. */
	constructor(options: MultiDataModelOptions) {
		for (const name of ['name', 'modelDataPrefix', 'imageUri', 'role'] as const)
			requireText(name, options[name]);
		placeOf(options.modelDataPrefix);
		this.options = options;
		this.sagemakerSession = options.sagemakerSession ?? new Session();
	}

	/** Makes the model and an endpoint for it. @see Model.deploy */
	async deploy<In = unknown, Out = unknown>(options: DeployOptions<In, Out>): Promise<Predictor<In, Out>> {
		const { name, modelDataPrefix, imageUri, role } = this.options;
		new Printer().line(`INFO:sagemaker:Creating model with name: ${name}`);
		await this.sagemakerSession.sagemakerClient.send(
			new CreateModelCommand({
				ModelName: name,
				ExecutionRoleArn: role,
				PrimaryContainer: { Image: imageUri, ModelDataUrl: modelDataPrefix, Mode: 'MultiModel' }
			})
		);
		return deployEndpoint(this.sagemakerSession, baseFromImage(imageUri), name, options);
	}

	/**
	 * Copies an archive to the others, before the endpoint is made or after.
	 *
	 * @param source `s3://…/model.tar.gz`
	 * @param path its name among them, which `predict` is given as `targetModel`. Default: the last part of `source`
	 * @returns its address
	 */
	async addModel(source: string, path?: string): Promise<string> {
		const from = placeOf(requireText('source', source));
		const { bucket, key: folder } = placeOf(this.options.modelDataPrefix);
		const Key = `${folder.replace(/\/*$/, '')}/${path ?? from.key.split('/').at(-1)!}`.replace(/^\//, '');
		const CopySource = `${from.bucket}/${encodeURIComponent(from.key)}`;
		await this.sagemakerSession.s3Client.send(new CopyObjectCommand({ Bucket: bucket, Key, CopySource }));
		return `s3://${bucket}/${Key}`;
	}

	/** Names of the models, as `targetModel` takes them. */
	async listModels(): Promise<string[]> {
		const prefix = `${this.options.modelDataPrefix.replace(/\/*$/, '')}/`;
		const found = await S3Downloader.list(prefix, this.sagemakerSession);
		return found.map((uri) => uri.slice(prefix.length));
	}
}

function placeOf(uri: string): { readonly bucket: string; readonly key: string } {
	const place = parseS3Uri(uri);
	if (place) return place;
	throw new UserError('InvalidArgument', `'${uri}' is no address in S3.`, {
		hint: 'It has the form s3://bucket/key.'
	});
}
