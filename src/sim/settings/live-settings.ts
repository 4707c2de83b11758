import { DEFAULT_QUOTAS, type Quotas } from '../core/quotas.ts';
import type { Store } from '../core/table.ts';
import { checkSettings } from './check-settings.ts';
import { NO_SETTINGS, SETTINGS_KEY, settingsTable, type RegionSettings } from './region-settings.ts';

/** The settings of a region: stored with the account, heard of by those who watch it. */
export class LiveSettings {
	readonly #store: Store;
	readonly #own: Partial<Quotas>;
	#quotas: Quotas;

	/** @param own quotas that the host has set in place of the defaults */
	constructor(store: Store, own: Partial<Quotas> = {}) {
		this.#store = store;
		this.#own = own;
		this.#quotas = this.#quotasNow();
	}

	get now(): RegionSettings {
		return this.#store.get(settingsTable, SETTINGS_KEY) ?? NO_SETTINGS;
	}

	/** The quotas that hold now: those that were set, else the host's, else the dated defaults. */
	get quotas(): Quotas {
		return this.#quotas;
	}

	/** Takes the place of all settings; what is left out goes back to its default. @throws UserError SettingInvalid */
	async change(given: unknown): Promise<void> {
		const settings = checkSettings(given);
		await this.#store.transact((tx) => {
			tx.put(settingsTable, SETTINGS_KEY, settings);
			tx.emit({ type: 'settings', settings });
		});
		this.#quotas = this.#quotasNow();
	}

	#quotasNow(): Quotas {
		return { ...DEFAULT_QUOTAS, ...this.#own, ...this.now.quotas };
	}
}
