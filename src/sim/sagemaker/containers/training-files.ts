import type { Channel, S3DataSource } from '@aws-sdk/client-sagemaker';
import { encodeUtf8 } from '#base/bytes.ts';
import type { ChannelInput, ContainerFile } from '../../ports.ts';
import { parseS3Uri } from '../../s3/index.ts';
import { below } from './local-path.ts';

export const CONFIG_FOLDER = '/opt/ml/input/config';
export const MODEL_FOLDER = '/opt/ml/model';
export const OUTPUT_FOLDER = '/opt/ml/output';

/** What SageMaker tells a training container of its channels. */
export function inputDataConfigOf(
	inputs: readonly ChannelInput[],
	channels: readonly Channel[]
): Record<string, unknown> {
	return Object.fromEntries(
		inputs.map(({ name, contentType, inputMode }) => [
			name,
			{
				...(contentType === undefined ? {} : { ContentType: contentType }),
				TrainingInputMode: inputMode ?? 'File',
				S3DistributionType: sourceOf(name, channels)?.S3DataDistributionType ?? 'FullyReplicated',
				RecordWrapperType: 'None'
			}
		])
	);
}

function sourceOf(name: string, channels: readonly Channel[]): S3DataSource | undefined {
	return channels.find((each) => each.ChannelName === name)?.DataSource?.S3DataSource;
}

/** Where a channel's objects lie. */
export function channelFolder(name: string): string {
	return `/opt/ml/input/data/${name}`;
}

/** The objects of the channels below /opt/ml/input/data, each where its key stands behind the channel's prefix. */
export function channelFiles(inputs: readonly ChannelInput[], channels: readonly Channel[]): ContainerFile[] {
	return inputs.flatMap(({ name, files }) => {
		const prefix = parseS3Uri(sourceOf(name, channels)?.S3Uri ?? '')?.key ?? '';
		return files.map(({ key, bytes }) => ({
			path: `${channelFolder(name)}/${below(key, prefix)}`,
			bytes
		}));
	});
}

/** One file of JSON. */
export function jsonFile(path: string, value: unknown): ContainerFile {
	return { path, bytes: encodeUtf8(JSON.stringify(value)) };
}
