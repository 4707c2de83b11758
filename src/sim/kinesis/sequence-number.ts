/**
 * Sequence numbers are numbers of 186 bits, as long as Kinesis' own: a 2, when the shard was made, a record's ordinal in
 * the shard, when it came, the shard's number, a 2. They grow with the ordinal.
 */
export interface SequenceParts {
	/** Of the shard, whole seconds since the epoch. */
	readonly createdSeconds: number;
	readonly ordinal: number;
	readonly seconds: number;
	readonly shard: number;
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

export function writeSequence({ createdSeconds, ordinal, seconds, shard }: SequenceParts): string {
	return BigInt(
		`0x2${hex(createdSeconds, 9)}${hex(shard & 15, 1)}${hex(ordinal, 16)}00${hex(seconds, 9)}${hex(shard, 8)}2`
	).toString();
}

/** Null for a number that is none of ours. */
export function readSequence(text: string): SequenceParts | null {
	const digits = BigInt(text).toString(16);
	const match = /^2([0-9a-f]{9})[0-9a-f]([0-9a-f]{16})00([0-9a-f]{9})([0-9a-f]{8})2$/.exec(digits);
	if (!match) return null;
	const [createdSeconds, ordinal, seconds, shard] = match.slice(1).map((part) => parseInt(part, 16));
	return { createdSeconds: createdSeconds!, ordinal: ordinal!, seconds: seconds!, shard: shard! };
}

/** The number in a shard's id. */
export function shardNumber(shardId: string): number {
	return Number(shardId.slice(-12));
}

export function shardIdOf(number: number): string {
	return `shardId-${String(number).padStart(12, '0')}`;
}
