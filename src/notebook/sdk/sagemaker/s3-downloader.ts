import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { UserError } from '#base/errors.ts';
import { requireText } from './errors.ts';
import { parseS3Uri } from './names.ts';
import { Session } from './session.ts';

/** Reads from S3. The Python SDK's `sagemaker.s3.S3Downloader`. */
export const S3Downloader = {
	/**
	 * The text of one object.
	 * Rejects with AWS's NoSuchBucket or NoSuchKey where it is not there.
	 *
	 * @param s3Uri `s3://BUCKET/KEY`
	 */
	async readFile(s3Uri: string, session: Session = new Session()): Promise<string> {
		const { bucket, key } = placeOf(s3Uri);
		const { Body } = await session.s3Client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
		return (await Body?.transformToString()) ?? '';
	},

	/**
	 * The bytes of one object.
	 * Rejects with AWS's NoSuchBucket or NoSuchKey where it is not there.
	 *
	 * @param s3Uri `s3://BUCKET/KEY`
	 */
	async readBytes(s3Uri: string, session: Session = new Session()): Promise<Uint8Array> {
		const { bucket, key } = placeOf(s3Uri);
		const { Body } = await session.s3Client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
		return (await Body?.transformToByteArray()) ?? new Uint8Array(0);
	},

	/**
	 * The addresses of all objects whose key begins so.
	 *
	 * @param s3Uri `s3://BUCKET/PREFIX`
	 */
	async list(s3Uri: string, session: Session = new Session()): Promise<string[]> {
		const { bucket, key } = placeOf(s3Uri);
		const found: string[] = [];
		let token: string | undefined;
		do {
			const page = await session.s3Client.send(
				new ListObjectsV2Command({
					Bucket: bucket,
					Prefix: key,
					...(token === undefined ? {} : { ContinuationToken: token })
				})
			);
			found.push(...(page.Contents ?? []).map(({ Key }) => `s3://${bucket}/${Key}`));
			token = page.NextContinuationToken;
		} while (token !== undefined);
		return found;
	}
};

function placeOf(s3Uri: string): { readonly bucket: string; readonly key: string } {
	const place = parseS3Uri(requireText('s3Uri', s3Uri));
	if (place) return place;
	throw new UserError('InvalidArgument', `'${s3Uri}' is no address in S3.`, {
		hint: 'It has the form s3://bucket/key.'
	});
}
