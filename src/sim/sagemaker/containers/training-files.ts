import type { Channel } from '@aws-sdk/client-sagemaker';
import { encodeUtf8 } from '#base/bytes.ts';
import type { ChannelInput, ContainerFile } from '../../ports.ts';
import { parseS3Uri } from '../../s3/index.ts';
import { below } from './local-path.ts';

export const CONFIG_FOLDER = '/opt/ml/input/config';
export const MODEL_FOLDER = '/opt/ml/model';
export const OUTPUT_FOLDER = '/opt/ml/output';

/** What SageMaker tells a training container of the machines. */
export function resourceConfigOf(instanceType: string): Record<string, unknown> {
	return {
		current_host: 'algo-1',
		current_instance_type: instanceType,
		current_group_name: 'homogeneousCluster',
		hosts: ['algo-1'],
		instance_groups: [
			{ instance_group_name: 'homogeneousCluster', instance_type: instanceType, hosts: ['algo-1'] }
		],
		network_interface_name: 'eth0'
	};
}

/** What it tells of the channels. */
export function inputDataConfigOf(channels: readonly ChannelInput[]): Record<string, unknown> {
	return Object.fromEntries(
		channels.map(({ name, contentType, inputMode }) => [
			name,
			{
				...(contentType === undefined ? {} : { ContentType: contentType }),
				TrainingInputMode: inputMode ?? 'File',
				S3DistributionType: 'FullyReplicated',
				RecordWrapperType: 'None'
			}
		])
	);
}

/** The objects of the channels below /opt/ml/input/data, each where its key stands behind the channel's prefix. */
export function channelFiles(inputs: readonly ChannelInput[], channels: readonly Channel[]): ContainerFile[] {
	return inputs.flatMap(({ name, files }) => {
		const uri = channels.find((each) => each.ChannelName === name)?.DataSource?.S3DataSource?.S3Uri ?? '';
		const prefix = parseS3Uri(uri)?.key ?? '';
		return files.map(({ key, bytes }) => ({
			path: `/opt/ml/input/data/${name}/${below(key, prefix)}`,
			bytes
		}));
	});
}

/** One file of JSON. */
export function jsonFile(path: string, value: unknown): ContainerFile {
	return { path, bytes: encodeUtf8(JSON.stringify(value)) };
}
