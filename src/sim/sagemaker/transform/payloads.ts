import { UserError } from '#base/errors.ts';
import { encodeUtf8 } from '#base/bytes.ts';

/** What one request carries. */
export interface Payload {
	/** As they stand in the object, without line ends. */
	readonly records: readonly string[];
	readonly body: Uint8Array;
}

export interface PayloadOptions {
	readonly splitByLine: boolean;
	readonly oneByOne: boolean;
	readonly mostBytes: number;
	/** What the model sees of a record. */
	filter(record: string): string;
}

/**
 * Cuts an object into requests: all of it, a line each, or as many lines as fit. Blank lines carry nothing.
 * @throws UserError PayloadTooLarge for a record that fits into no request
 */
export function payloadsOf(text: string, options: PayloadOptions): Payload[] {
	const { splitByLine, oneByOne, mostBytes, filter } = options;
	const records = splitByLine ? text.split(/\r?\n/).filter((line) => line !== '') : [text];
	const payloads: Payload[] = [];
	let kept: string[] = [];
	let parts: Uint8Array[] = [];
	let size = 0;
	const send = (): void => {
		if (kept.length > 0) payloads.push({ records: kept, body: lines(parts, size, splitByLine) });
		[kept, parts, size] = [[], [], 0];
	};
	for (const record of records) {
		const bytes = encodeUtf8(filter(record));
		const needed = bytes.length + (splitByLine ? 1 : 0);
		if (needed > mostBytes) throw tooLarge(needed, mostBytes, splitByLine);
		if (size + needed > mostBytes || oneByOne) send();
		kept.push(record);
		parts.push(bytes);
		size += needed;
	}
	send();
	return payloads;
}

function lines(parts: readonly Uint8Array[], size: number, endLines: boolean): Uint8Array {
	const body = new Uint8Array(size);
	let at = 0;
	for (const part of parts) {
		body.set(part, at);
		at += part.length;
		if (endLines) body[at++] = 10;
	}
	return body;
}

function tooLarge(size: number, most: number, splitByLine: boolean): UserError {
	const what = splitByLine ? 'A record' : 'An object';
	return new UserError(
		'PayloadTooLarge',
		`${what} of ${size} bytes does not fit into a request of ${most} bytes.`,
		{
			hint: splitByLine
				? 'Raise MaxPayloadInMB.'
				: "Set SplitType to 'Line', so that a request carries only a part of it, or raise MaxPayloadInMB."
		}
	);
}
