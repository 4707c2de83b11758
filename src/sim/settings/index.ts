export { checkSettings } from './check-settings.ts';
export { LiveSettings } from './live-settings.ts';
export { NO_SETTINGS, SETTINGS_KEY, settingsTable, type RegionSettings } from './region-settings.ts';
