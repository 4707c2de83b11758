/** One of the instances that a job runs on, as a program on it knows it. */
export interface Host {
	/** Counted from 1. */
	readonly number: number;
	readonly count: number;
	readonly instanceType: string;
}

/** Name of an instance as its containers know it, counted from 1. */
export function hostName(number: number): string {
	return `algo-${number}`;
}

/** The names of all hosts of a job. */
export function hostNames(count: number): string[] {
	return Array.from({ length: count }, (_, i) => hostName(i + 1));
}

/** The hosts of a job. */
export function hostsOf(job: { readonly instanceType: string; readonly instanceCount: number }): Host[] {
	const { instanceType, instanceCount: count } = job;
	return hostNames(count).map((_, i) => ({ number: i + 1, count, instanceType }));
}

/** What SageMaker tells a container of the machines. */
export function resourceConfigOf({ number, count, instanceType }: Host): Record<string, unknown> {
	const hosts = hostNames(count);
	return {
		current_host: hostName(number),
		current_instance_type: instanceType,
		current_group_name: 'homogeneousCluster',
		hosts,
		instance_groups: [{ instance_group_name: 'homogeneousCluster', instance_type: instanceType, hosts }],
		network_interface_name: 'eth0'
	};
}

/** A host's share of what is sharded by key: every `count`th of the objects, which are in the order of their keys. */
export function shardOf<T>(objects: readonly T[], { number, count }: Pick<Host, 'number' | 'count'>): T[] {
	return objects.filter((_, i) => i % count === number - 1);
}
