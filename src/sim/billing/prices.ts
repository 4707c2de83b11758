/**
 * Sample prices in US dollars, on demand, us-east-1, as public sources of 2024 and 2025 agree on them. They are there to
 * show orders of magnitude; they are not AWS's price list, which changes.
 * @see https://aws.amazon.com/sagemaker/pricing/ https://aws.amazon.com/s3/pricing/ https://aws.amazon.com/kinesis/data-streams/pricing/
 * and https://aws.amazon.com/firehose/pricing/ for what holds today
 */
export const PRICES_AS_OF = '2025';

/** Per instance and hour; the same for training and hosting, as it mostly is on AWS. */
export const INSTANCE_HOUR: Readonly<Record<string, number>> = {
	'ml.t3.medium': 0.05,
	'ml.t2.medium': 0.056,
	'ml.m4.xlarge': 0.24,
	'ml.m5.large': 0.115,
	'ml.m5.xlarge': 0.23,
	'ml.m5.2xlarge': 0.461,
	'ml.m5.4xlarge': 0.922,
	'ml.c4.xlarge': 0.279,
	'ml.c5.large': 0.102,
	'ml.c5.xlarge': 0.204,
	'ml.c5.2xlarge': 0.408,
	'ml.g4dn.xlarge': 0.736,
	'ml.g5.xlarge': 1.408,
	'ml.p2.xlarge': 1.125,
	'ml.p3.2xlarge': 3.825,
	'ml.p3.8xlarge': 14.688
};

export const HOURS_PER_MONTH = 730;

/** S3 Standard, per GB (2³⁰ bytes) and hour: the first 50 TB at $0.023 a month. */
export const STORAGE_GB_HOUR = 0.023 / HOURS_PER_MONTH;

/** Per thousand requests. */
export const THOUSAND_REQUESTS = { write: 0.005, read: 0.0004 } as const;

/** Of Kinesis, per open shard and hour. */
export const SHARD_HOUR = 0.015;

/** Of Kinesis, per payload unit of 25 KB that is put into a provisioned stream. */
export const PUT_PAYLOAD_UNIT = 0.014 / 1_000_000;

/** Of Firehose, per GB that comes in, each record rounded up to 5 KB. */
export const FIREHOSE_GB = 0.029;

/** Serverless inference, per GB (of the memory asked for) and second of work. */
export const SERVERLESS_GB_SECOND = 0.00002;
