import type { RegionSettings } from './settings/region-settings.ts';

/**
 * What the region tells those who watch it (the console beside the notebook): small plain records that structured clone
 * accepts. Times are simulated milliseconds since the epoch.
 */

export interface BucketView {
	readonly name: string;
	readonly createdAt: number;
}

export interface ObjectView {
	readonly bucket: string;
	readonly key: string;
	readonly sizeBytes: number;
	readonly modifiedAt: number;
	/** With its quotes, as S3 sends it. */
	readonly etag: string;
	readonly contentType: string;
}

/** One value of one metric, read from a log line by the algorithm's regular expression. */
export interface MetricPoint {
	/** e.g. `validation:rmse` */
	readonly name: string;
	/** Ordinal of this value among those of its name: for built-in algorithms the round, counted from 0. */
	readonly step: number;
	readonly value: number;
	readonly at: number;
}

export interface TransitionView {
	readonly status: string;
	readonly message: string;
	readonly startedAt: number;
	readonly endedAt: number | null;
}

export interface TrainingJobView {
	readonly name: string;
	readonly status: 'InProgress' | 'Completed' | 'Failed' | 'Stopping' | 'Stopped';
	readonly secondaryStatus: string;
	/** e.g. `xgboost`; the image's repository where the algorithm is not built in. */
	readonly algorithm: string;
	readonly instanceType: string;
	readonly instanceCount: number;
	readonly hyperparameters: Readonly<Record<string, string>>;
	readonly createdAt: number;
	readonly endedAt: number | null;
	readonly billableSeconds: number | null;
	readonly failureReason: string | null;
	readonly modelArtifacts: string | null;
	readonly transitions: readonly TransitionView[];
}

export interface EndpointView {
	readonly name: string;
	readonly status:
		'Creating' | 'InService' | 'Updating' | 'RollingBack' | 'Deleting' | 'Failed' | 'OutOfService';
	readonly configName: string;
	readonly variants: readonly {
		readonly name: string;
		readonly modelName: string;
		readonly instanceType: string;
		readonly instanceCount: number;
		readonly weight: number;
	}[];
	readonly createdAt: number;
	readonly failureReason: string | null;
	/** Requests answered since it was created, errors included. */
	readonly invocations: number;
}

export interface LogLine {
	readonly at: number;
	readonly message: string;
}

/** One thing that costs money: it runs from `startedAt` until `endedAt` (null: it still does). */
export interface MeterLine {
	readonly id: string;
	readonly service:
		| 'Training'
		| 'Processing'
		| 'Hosting'
		| 'Transform'
		| 'Notebook'
		| 'Storage'
		| 'Requests'
		| 'Kinesis'
		| 'Firehose'
		| 'CloudWatch'
		| 'Feature Store'
		| 'Lambda'
		| 'API Gateway';
	/** The name of the job, endpoint, bucket, stream or function. */
	readonly resource: string;
	/** e.g. `ml.m5.xlarge` */
	readonly sku: string;
	/** Instances, GB or thousands of requests. */
	readonly quantity: number;
	/** US dollars per unit and hour; per unit where the line is not timed (requests). */
	readonly price: number;
	readonly timed: boolean;
	/** No dated price is known: `price` is 0 and says nothing. */
	readonly unpriced?: true;
	/** Those that the resource had while this cost; absent where it had none. */
	readonly tags?: Readonly<Record<string, string>>;
	readonly startedAt: number;
	readonly endedAt: number | null;
}

/** One notification of a bucket to one function; comes again when its state changes. */
export interface NotificationView {
	readonly id: string;
	readonly at: number;
	readonly bucket: string;
	readonly key: string;
	/** e.g. `s3:ObjectCreated:Put` */
	readonly eventName: string;
	readonly functionArn: string;
	readonly state: 'Pending' | 'Delivered' | 'Undelivered';
	/** Why it was not delivered. */
	readonly reason: string | null;
	/** What the function is given. */
	readonly payload: unknown;
}

export type RegionEvent =
	| { readonly type: 'bucket'; readonly name: string; readonly bucket: BucketView | null }
	| {
			readonly type: 'object';
			readonly bucket: string;
			readonly key: string;
			readonly object: ObjectView | null;
	  }
	| { readonly type: 'trainingJob'; readonly job: TrainingJobView }
	| { readonly type: 'metrics'; readonly jobName: string; readonly points: readonly MetricPoint[] }
	| { readonly type: 'endpoint'; readonly name: string; readonly endpoint: EndpointView | null }
	| {
			readonly type: 'log';
			readonly group: string;
			readonly stream: string;
			readonly lines: readonly LogLine[];
	  }
	| { readonly type: 'meter'; readonly line: MeterLine }
	| { readonly type: 'notification'; readonly notification: NotificationView }
	| { readonly type: 'settings'; readonly settings: RegionSettings }
	/** Records of these tables were written or removed: what lists them is to be asked anew. */
	| { readonly type: 'changed'; readonly tables: readonly string[] }
	/** Everything was emptied. */
	| { readonly type: 'reset' };

/** All that a new watcher needs before the first event. */
export interface RegionSnapshot {
	/** Simulated time at which the snapshot was taken, and simulated milliseconds per real one from then on. */
	readonly now: number;
	readonly speed: number;
	readonly accountId: string;
	readonly region: string;
	readonly buckets: readonly BucketView[];
	readonly objects: readonly ObjectView[];
	readonly trainingJobs: readonly TrainingJobView[];
	readonly metrics: Readonly<Record<string, readonly MetricPoint[]>>;
	readonly endpoints: readonly EndpointView[];
	readonly logs: readonly {
		readonly group: string;
		readonly stream: string;
		readonly lines: readonly LogLine[];
	}[];
	readonly meter: readonly MeterLine[];
	readonly settings: RegionSettings;
}
