import type { Channel } from '@aws-sdk/client-sagemaker';
import { UserError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import type { BucketAccess } from '../../iam/index.ts';
import type { ChannelInput } from '../../ports.ts';
import { buckets, objectsUnder, parseS3Uri, readObject } from '../../s3/index.ts';

/**
 * Reads every object under each channel's prefix. A prefix is a beginning of keys, not a folder: `s3://b/train` takes
 * `train.csv` and `train-old.csv` alike, as on AWS.
 * @param inputMode how they reach the container where the channel does not say
 * @param access what the job's role may do
 * @throws AwsError AccessDenied, or UserError DataDownloadFailed for an absent bucket or a prefix without objects
 */
export async function readChannels(
	ctx: Context,
	channels: readonly Channel[],
	inputMode: string | undefined,
	access: BucketAccess
): Promise<ChannelInput[]> {
	const inputs: ChannelInput[] = [];
	for (const channel of channels)
		inputs.push({ ...(await readChannel(ctx, channel, access)), inputMode: channel.InputMode ?? inputMode });
	return inputs;
}

async function readChannel(ctx: Context, channel: Channel, access: BucketAccess): Promise<ChannelInput> {
	const name = channel.ChannelName!;
	const uri = channel.DataSource?.S3DataSource?.S3Uri ?? '';
	const place = parseS3Uri(uri);
	if (!place || !ctx.store.get(buckets, place.bucket)) {
		throw downloadFailed(name, `the bucket of '${uri}' does not exist`, 'Create it and put the data in.');
	}
	access.needList(place.bucket, place.key);
	// Consoles mark folders by empty objects whose key ends with a slash.
	const found = objectsUnder(ctx, place.bucket, place.key).filter(({ key }) => !key.endsWith('/'));
	if (found.length === 0) {
		const fault = `no S3 objects were found under S3 URL '${uri}'`;
		throw downloadFailed(name, fault, 'Put the data there, or correct the prefix.');
	}
	const files = [];
	for (const { key } of found) {
		access.needRead(place.bucket, key);
		files.push({ key, bytes: (await readObject(ctx, place.bucket, key)).bytes });
	}
	return { name, contentType: channel.ContentType, files };
}

function downloadFailed(channel: string, fault: string, hint: string): UserError {
	return new UserError('DataDownloadFailed', `Data download failed: in channel '${channel}' ${fault}.`, {
		hint
	});
}
