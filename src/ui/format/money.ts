import { inLanguage } from './locale.ts';

/**
 * US dollars for reading, in German `1,25 $`: cents from one dollar on, four decimals below, so that small costs are
 * seen to grow. What is too small for that is `<$0.0001`, not nothing.
 */
export function formatMoney(dollars: number): string {
	if (dollars > 0 && dollars < 0.00005) return `<${inDollars(0.0001, 4)}`;
	return inDollars(dollars, Math.abs(dollars) >= 1 || dollars === 0 ? 2 : 4);
}

/** What something costs in an hour, e.g. `$0.23`; two decimals below ten cents would lie. */
export function formatRate(dollarsPerHour: number): string {
	return inDollars(dollarsPerHour, dollarsPerHour > 0 && dollarsPerHour < 0.1 ? 4 : 2);
}

function inDollars(dollars: number, digits: number): string {
	return inLanguage(dollars, {
		style: 'currency',
		currency: 'USD',
		currencyDisplay: 'narrowSymbol',
		minimumFractionDigits: digits,
		maximumFractionDigits: digits
	});
}
