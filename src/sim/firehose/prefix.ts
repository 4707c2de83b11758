import { AwsError } from '#base/errors.ts';
import type { Rng } from '#base/rng.ts';
import { notSimulated } from '../core/not-simulated.ts';

const EXPRESSION = /!\{([a-zA-Z]+):([^}]*)\}/g;

/**
 * The beginning of an object's key. Without an expression of its own a prefix is followed by `yyyy/MM/dd/HH/` in UTC, as
 * Firehose does it.
 * @param at when the first record of the object came
 * @see https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
 */
export function writePrefix(prefix: string | null, at: number, rng: Rng): string {
	const text = prefix ?? '';
	if (!text.includes('!{')) return `${text}${writeTime('yyyy/MM/dd/HH', at)}/`;
	return text.replace(EXPRESSION, (_, namespace: string, value: string) =>
		namespace === 'timestamp' ? writeTime(value, at) : rng.hex(11)
	);
}

/** @throws AwsError InvalidArgumentException for an expression that there is not; NotSimulated for partitioning */
export function checkPrefix(prefix: string | null): void {
	for (const [whole, namespace, value] of (prefix ?? '').matchAll(EXPRESSION)) {
		if (namespace === 'partitionKeyFromQuery' || namespace === 'partitionKeyFromLambda') {
			throw notSimulated(
				`${whole} in a prefix of Firehose`,
				'There are !{timestamp:…} and !{firehose:random-string}.'
			);
		}
		const isKnown = namespace === 'timestamp' || (namespace === 'firehose' && value === 'random-string');
		if (!isKnown) {
			throw new AwsError(
				'InvalidArgumentException',
				`Prefix contains an expression that is not valid: ${whole}.`
			);
		}
		if (namespace === 'timestamp') writeTime(value!, 0);
	}
}

/** A time by a pattern of Java's DateTimeFormatter, of which the letters y, M, d, H, m, s and quoted texts are known. */
export function writeTime(pattern: string, at: number): string {
	const date = new Date(at);
	const parts: Readonly<Record<string, number>> = {
		y: date.getUTCFullYear(),
		Y: date.getUTCFullYear(),
		M: date.getUTCMonth() + 1,
		d: date.getUTCDate(),
		H: date.getUTCHours(),
		m: date.getUTCMinutes(),
		s: date.getUTCSeconds()
	};
	return pattern.replace(/'([^']*)'|([A-Za-z])\2*/g, (run: string, quoted: string | undefined) => {
		if (quoted !== undefined) return quoted;
		const value = parts[run[0]!];
		if (value === undefined) {
			throw notSimulated(`The letter ${run[0]} in a time of Firehose`, 'There are y, M, d, H, m, s.');
		}
		const text = String(value).padStart(run.length, '0');
		return run.length === 2 ? text.slice(-2) : text;
	});
}
