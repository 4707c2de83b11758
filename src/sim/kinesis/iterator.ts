import { decodeUtf8, encodeUtf8, fromBase64, toBase64 } from '#base/bytes.ts';
import { AwsError } from '#base/errors.ts';
import { invalidArgument } from './errors.ts';

/** Iterators live five minutes from when they were given out. */
const LIFE_MS = 300_000;

/** A place in a shard's log: before the record of that ordinal. */
export interface Place {
	readonly uid: string;
	readonly shardId: string;
	readonly ordinal: number;
}

/** Opaque to the caller. */
export function writeIterator({ uid, shardId, ordinal }: Place, now: number): string {
	// The padding makes it as long as AWS's, so that code which stores iterators finds room.
	const text = `1 ${uid} ${shardId} ${ordinal} ${Math.round(now)}`.padEnd(140);
	return toBase64(encodeUtf8(text));
}

/** @throws AwsError InvalidArgumentException or ExpiredIteratorException */
export function readIterator(token: string, now: number): Place {
	const bytes = fromBase64(token);
	const match = bytes && /^1 (\S+) (\S+) (\d+) (\d+) *$/.exec(decodeUtf8(bytes));
	if (!match) throw invalidArgument('Invalid ShardIterator.');
	const [, uid = '', shardId = '', ordinal = '', issued = ''] = match;
	const ageMs = now - Number(issued);
	if (ageMs > LIFE_MS) {
		throw new AwsError(
			'ExpiredIteratorException',
			`Iterator expired. The iterator was created at time ${new Date(Number(issued)).toUTCString()} while right now it is ${new Date(now).toUTCString()} which is further in the future than the tolerated delay of ${LIFE_MS} milliseconds.`
		);
	}
	return { uid, shardId, ordinal: Number(ordinal) };
}
