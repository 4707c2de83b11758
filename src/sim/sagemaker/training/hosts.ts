import type { Channel } from '@aws-sdk/client-sagemaker';
import type { ChannelInput } from '../../ports.ts';
import { hostName, shardOf, type Host } from '../containers/host.ts';

type Place = Pick<Host, 'number' | 'count'>;

/** The channels with the objects that lie on one host: all of them, or its share of those that are sharded by key. */
export function inputsOn(
	host: Place,
	channels: readonly Channel[],
	inputs: readonly ChannelInput[]
): ChannelInput[] {
	return inputs.map((input) => {
		const channel = channels.find(({ ChannelName }) => ChannelName === input.name);
		const isSharded = channel?.DataSource?.S3DataSource?.S3DataDistributionType === 'ShardedByS3Key';
		return isSharded ? { ...input, files: shardOf(input.files, host) } : input;
	});
}

/**
 * What one host of several says before the training by a built-in algorithm. Its hosts learn one model together, each
 * adding what it sees in its data: here the first learns it from the data of all.
 */
export function hostLines(
	channels: readonly Channel[],
	inputs: readonly ChannelInput[],
	host: Place
): string[] {
	const { number, count } = host;
	const own = inputsOn(host, channels, inputs);
	const holds = inputs.map(
		({ name, files }, i) =>
			`INFO: Host ${hostName(number)} of ${count} holds ${own[i]!.files.length} of ${files.length} objects of the channel '${name}'`
	);
	const role =
		number === 1
			? `INFO: Training on ${count} hosts: ${hostName(1)} learns from the data of all of them`
			: `INFO: ${hostName(1)} learns the model from the data of all hosts, see its log`;
	return [...holds, role];
}
