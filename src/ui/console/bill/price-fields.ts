import { PRICE_LIST, priceKeyOf, type ListedPrice } from '#sim/billing/price-list.ts';
import type { MeterLine } from '#sim/events.ts';
import { t } from '../../text/text.svelte.ts';

/** A price with what the learner has written in its place; empty for the default. */
export interface PriceField extends ListedPrice {
	readonly text: string;
}

/** The price list, and after it what the bill has lines for that it does not know. */
export function priceFields(
	meter: readonly MeterLine[],
	prices: Readonly<Record<string, number>>
): readonly PriceField[] {
	const known = new Set(PRICE_LIST.map(({ key }) => key));
	const others = [...new Set([...meter.map(priceKeyOf), ...Object.keys(prices)])].filter(
		(key) => !known.has(key)
	);
	const strangers = others.map((key): ListedPrice => {
		const [service = '', ...sku] = key.split('/');
		const line = meter.find((one) => priceKeyOf(one) === key);
		const unit = line?.timed === false ? 'unit' : 'hour';
		const price = line && line.unpriced !== true ? line.price : null;
		return { key, service, sku: sku.join('/'), price, unit, per: 1 };
	});
	return [...PRICE_LIST, ...strangers].map((one) => {
		const own = prices[one.key];
		return { ...one, text: own === undefined ? '' : quoted(own * one.per) };
	});
}

/** As AWS would quote it: the digits that floating point adds are nobody's price. */
export function quoted(price: number): string {
	return String(Number(price.toPrecision(10)));
}

/** What the fields say, or the sentence on the first that says nothing sensible. */
export function pricesOf(
	fields: readonly PriceField[]
): { readonly prices: Record<string, number> } | { readonly wrong: string } {
	const prices: Record<string, number> = {};
	for (const { key, sku, text, per } of fields) {
		if (text.trim() === '') continue;
		const value = Number(text.trim().replace(',', '.'));
		if (!Number.isFinite(value) || value < 0) return { wrong: t('prices.notNumber', { name: sku }) };
		prices[key] = value / per;
	}
	return { prices };
}

/** Quotas that were written, or the sentence on the first that is none. */
export function quotasOf(
	texts: Readonly<Record<string, string>>
): { readonly quotas: Record<string, number> } | { readonly wrong: string } {
	const quotas: Record<string, number> = {};
	for (const [name, text] of Object.entries(texts)) {
		if (text.trim() === '') continue;
		if (!/^\d{1,15}$/.test(text.trim())) return { wrong: t('quotas.notNumber', { name }) };
		quotas[name] = Number(text.trim());
	}
	return { quotas };
}
