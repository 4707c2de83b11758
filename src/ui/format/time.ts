import { inLanguage, locale } from './locale.ts';

/** English writes day, month and the 24-hour clock as AWS's own logs and consoles are read in most of the world. */
const manner = (): string => (locale() === 'en' ? 'en-GB' : locale());

/** Hours and minutes in the reader's own time zone and manner, e.g. `12:03`. */
export function formatClock(at: number): string {
	return new Date(at).toLocaleTimeString(manner(), { hour: '2-digit', minute: '2-digit' });
}

/** With seconds, for logs. */
export function formatClockSeconds(at: number): string {
	return new Date(at).toLocaleTimeString(manner(), { hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

/** Day and time, e.g. `1 Mar, 12:03`. */
export function formatMoment(at: number): string {
	const day = new Date(at).toLocaleDateString(manner(), { day: 'numeric', month: 'short' });
	return `${day}, ${formatClock(at)}`;
}

/** A length of time: `340 ms`, `4.2 s`, `3 min 05 s`, `2 h 10 min`. Negative lengths count as none. */
export function formatDuration(ms: number): string {
	if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
	if (ms < 60_000) return `${oneDecimal(Math.floor(ms / 100) / 10)} s`;
	const seconds = Math.floor(ms / 1000);
	const two = (n: number): string => String(n).padStart(2, '0');
	if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
	return `${Math.floor(seconds / 3600)} h ${two(Math.floor((seconds % 3600) / 60))} min`;
}

function oneDecimal(value: number): string {
	return inLanguage(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}
