import { defineTable } from '../core/table.ts';

/** What the account's owner has set in place of the dated defaults; what is not named keeps its default. */
export interface RegionSettings {
	/** US dollars per unit of the meter, by `priceKeyOf`. */
	readonly prices: Readonly<Record<string, number>>;
	/** By the names of `DEFAULT_QUOTAS`. */
	readonly quotas: Readonly<Record<string, number>>;
}

export const NO_SETTINGS: RegionSettings = { prices: {}, quotas: {} };

/** One record, under {@link SETTINGS_KEY}. */
export const settingsTable = defineTable<RegionSettings>('settings');
export const SETTINGS_KEY = 'settings';
