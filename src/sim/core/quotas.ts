/**
 * What an account may have at most, as AWS's public pages of 2025 state it for us-east-1. A host may set others: on AWS
 * most of them can be raised by asking.
 */
export const DEFAULT_QUOTAS = {
	/** Instances of one type in use at once, for each use: training, processing, hosting, transform, notebooks. */
	instancesPerType: 20,
	/** Tuning jobs under way at once. */
	tuningJobs: 100,
	featureGroups: 100,
	/** Shards of all provisioned streams together. */
	kinesisShards: 20_000,
	/** Streams in on-demand mode. */
	kinesisOnDemandStreams: 50,
	kinesisConsumersPerStream: 20,
	firehoseStreams: 5000,
	cloudwatchAlarms: 5000,
	/** Scaling policies of one scalable target. */
	scalingPoliciesPerTarget: 50,
	/** Concurrent executions of all functions together; 100 of them cannot be reserved. */
	lambdaConcurrency: 1000,
	/** Bytes of all functions' code together. */
	lambdaCodeBytes: 75 * 2 ** 30,
	restApis: 600,
	httpApis: 600,
	resourcesPerRestApi: 300,
	stagesPerApi: 10,
	routesPerHttpApi: 300
} as const;

/** When the defaults were true. */
export const QUOTAS_AS_OF = '2025';

export type Quotas = Readonly<Record<keyof typeof DEFAULT_QUOTAS, number>>;
