import type { Channel } from '@aws-sdk/client-sagemaker';
import type { ChannelInput } from '../../ports.ts';

/** Name of an instance as its containers know it, counted from 1. */
export function hostName(number: number): string {
	return `algo-${number}`;
}

/** How many objects of a channel lie on one of `count` hosts: all of them, or every `count`th by key. */
export function objectsOnHost({ DataSource }: Channel, objects: number, host: number, count: number): number {
	if (DataSource?.S3DataSource?.S3DataDistributionType !== 'ShardedByS3Key') return objects;
	return Math.max(0, Math.ceil((objects - host + 1) / count));
}

/**
 * What one host of several says before the training. The hosts of a built-in algorithm learn one model together, each
 * adding what it sees in its data: here the first learns it from the data of all.
 */
export function hostLines(
	channels: readonly Channel[],
	inputs: readonly ChannelInput[],
	host: number,
	count: number
): string[] {
	const holds = inputs.map(({ name, files }) => {
		const channel = channels.find(({ ChannelName }) => ChannelName === name)!;
		const own = objectsOnHost(channel, files.length, host, count);
		return `INFO: Host ${hostName(host)} of ${count} holds ${own} of ${files.length} objects of the channel '${name}'`;
	});
	const role =
		host === 1
			? `INFO: Training on ${count} hosts: ${hostName(1)} learns from the data of all of them`
			: `INFO: ${hostName(1)} learns the model from the data of all hosts, see its log`;
	return [...holds, role];
}
