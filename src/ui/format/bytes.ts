import { inLanguage } from './locale.ts';

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** A size for reading, in steps of 1024 as S3's console counts: `0 B`, `12.3 KB`; in German `12,3 KB`. */
export function formatBytes(bytes: number): string {
	let value = bytes;
	let unit = 0;
	while (value >= 1024 && unit < UNITS.length - 1) {
		value /= 1024;
		unit++;
	}
	const digits = unit > 0 && value < 10 ? 1 : 0;
	const kind = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false };
	return `${inLanguage(value, kind)} ${UNITS[unit]}`;
}
