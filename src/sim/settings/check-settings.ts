import { UserError } from '#base/errors.ts';
import { DEFAULT_QUOTAS } from '../core/quotas.ts';
import type { RegionSettings } from './region-settings.ts';

/** Dearer than anything that AWS rents out; a slip of the keyboard. */
const DEAREST = 1_000_000;
const HIGHEST_QUOTA = Number.MAX_SAFE_INTEGER;
/** A line of the bill is named by service and sku. */
const PRICE_KEY = /^[A-Za-z][A-Za-z ]{0,40}\/[^\p{C}]{1,100}$/u;
const MOST_PRICES = 1000;

/**
 * Settings as they come from a form or a file: `{ "prices": { KEY: dollars }, "quotas": { NAME: number } }`, each part
 * and each member optional.
 * @throws UserError SettingInvalid, naming the setting, the rule and the value
 */
export function checkSettings(given: unknown): RegionSettings {
	const parts = recordIn(given, 'The settings');
	for (const part of Object.keys(parts)) {
		if (part !== 'prices' && part !== 'quotas')
			throw invalid(`There is no setting '${part}'; there are: prices, quotas.`);
	}
	return { prices: pricesIn(parts['prices'] ?? {}), quotas: quotasIn(parts['quotas'] ?? {}) };
}

function pricesIn(given: unknown): Record<string, number> {
	const entries = Object.entries(recordIn(given, 'prices'));
	if (entries.length > MOST_PRICES)
		throw invalid(`There may be ${MOST_PRICES} prices, not ${entries.length}.`);
	return Object.fromEntries(
		entries.map(([key, value]) => {
			if (!PRICE_KEY.test(key)) {
				throw invalid(
					`A price is named SERVICE/WHAT, e.g. 'Instances/ml.m5.xlarge', not '${key.slice(0, 100)}'.`
				);
			}
			return [key, numberIn(`The price of '${key}'`, value, DEAREST)];
		})
	);
}

function quotasIn(given: unknown): Record<string, number> {
	return Object.fromEntries(
		Object.entries(recordIn(given, 'quotas')).map(([name, value]) => {
			if (!Object.hasOwn(DEFAULT_QUOTAS, name)) {
				throw invalid(
					`There is no quota '${name.slice(0, 100)}'; there are: ${Object.keys(DEFAULT_QUOTAS).join(', ')}.`
				);
			}
			const quota = numberIn(`The quota '${name}'`, value, HIGHEST_QUOTA);
			if (!Number.isInteger(quota)) throw invalid(`The quota '${name}' is a whole number, not ${quota}.`);
			return [name, quota];
		})
	);
}

function numberIn(what: string, value: unknown, most: number): number {
	if (typeof value === 'number' && value >= 0 && value <= most) return value;
	throw invalid(
		`${what} is a number from 0 to ${most}, not ${JSON.stringify(value)?.slice(0, 100) ?? 'nothing'}.`
	);
}

function recordIn(given: unknown, what: string): Readonly<Record<string, unknown>> {
	if (typeof given === 'object' && given !== null && !Array.isArray(given)) return { ...given };
	throw invalid(`${what} must be an object of names and numbers.`);
}

function invalid(message: string): UserError {
	return new UserError('SettingInvalid', message);
}
