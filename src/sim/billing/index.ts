export { billAt, costOf, type Bill, type BillItem } from './bill.ts';
export {
	countRequest,
	countServerless,
	endInstances,
	meterLevel,
	meterLines,
	meterStorage,
	meterUnits,
	startInstances
} from './meter.ts';
export { INSTANCE_HOUR, PRICES_AS_OF } from './prices.ts';
