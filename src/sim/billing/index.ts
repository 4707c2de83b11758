export { billByTag, type TagBill, type TagCost } from './bill-by-tag.ts';
export { billAt, costOf, type Bill, type BillItem, type Prices } from './bill.ts';
export { costTags, retag, setCostTags, type CostTags } from './cost-tags.ts';
export { meterLines } from './meter-lines.ts';
export {
	countFeatureUnits,
	countRequest,
	countServerless,
	endInstances,
	meterLevel,
	meterStorage,
	meterUnits,
	startInstances
} from './meter.ts';
export { instancePriceKey, PRICE_LIST, priceKeyOf, type ListedPrice } from './price-list.ts';
export { FIREHOSE_GB, INSTANCE_HOUR, PRICES_AS_OF, PUT_PAYLOAD_UNIT, SHARD_HOUR } from './prices.ts';
