import type { MeterLine } from '../events.ts';
import {
	FIREHOSE_GB,
	HOURS_PER_MONTH,
	INSTANCE_HOUR,
	PUT_PAYLOAD_UNIT,
	SERVERLESS_GB_SECOND,
	SHARD_HOUR,
	STORAGE_GB_HOUR,
	THOUSAND_REQUESTS
} from './prices.ts';

/** One price, as people know it. */
export interface ListedPrice {
	/** As in {@link priceKeyOf}. */
	readonly key: string;
	readonly service: string;
	readonly sku: string;
	/** US dollars per unit of the meter, as in `MeterLine.price`; null where no dated price is known. */
	readonly price: number | null;
	/** What the price is for, as AWS quotes it: `per` of the meter's units make it, e.g. 730 hours a GB-month. */
	readonly unit: string;
	readonly per: number;
}

const INSTANCES = 'Instances';
const OF_INSTANCES: readonly string[] = ['Training', 'Processing', 'Hosting', 'Transform', 'Notebook'];
const SERVERLESS = 'Hosting/Serverless';

/** What an hour of an instance costs has this key, whatever it is used for. */
export function instancePriceKey(instanceType: string): string {
	return `${INSTANCES}/${instanceType}`;
}

/** By what name a line's price can be set: lines of one kind share it. */
export function priceKeyOf({ service, sku }: Pick<MeterLine, 'service' | 'sku'>): string {
	if (service === 'Hosting' && sku.startsWith('Serverless')) return SERVERLESS;
	return OF_INSTANCES.includes(service) ? instancePriceKey(sku) : `${service}/${sku}`;
}

const listed = (service: string, sku: string, price: number | null, unit: string, per = 1): ListedPrice => ({
	key: `${service}/${sku}`,
	service,
	sku,
	price,
	unit,
	per
});

/** All that this region meters, dated as `PRICES_AS_OF` says. */
export const PRICE_LIST: readonly ListedPrice[] = [
	...Object.entries(INSTANCE_HOUR).map(([type, price]) => listed(INSTANCES, type, price, 'hour')),
	listed('Hosting', 'Serverless', SERVERLESS_GB_SECOND, 'GB-second'),
	listed('Storage', 'S3 Standard', STORAGE_GB_HOUR, 'GB-month', HOURS_PER_MONTH),
	listed('Requests', 'S3 PUT, COPY, POST, LIST', THOUSAND_REQUESTS.write, '1,000 requests'),
	listed('Requests', 'S3 GET, HEAD', THOUSAND_REQUESTS.read, '1,000 requests'),
	listed('Kinesis', 'Shard hours', SHARD_HOUR, 'shard and hour'),
	listed('Kinesis', 'On-demand stream hours', null, 'stream and hour'),
	listed('Kinesis', 'PUT payload units', PUT_PAYLOAD_UNIT, '1,000,000 units', 1_000_000),
	listed('Kinesis', 'GB in, on demand', null, 'GB'),
	listed('Firehose', 'GB in', FIREHOSE_GB, 'GB'),
	listed('Feature Store', 'Write request units', null, '1,000,000 units', 1_000_000),
	listed('Feature Store', 'Read request units', null, '1,000,000 units', 1_000_000)
];
