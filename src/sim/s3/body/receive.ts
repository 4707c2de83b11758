import { isByteStream, type ByteStream } from '#base/byte-stream.ts';
import { concatBytes, fromBase64, toBase64, toHex } from '#base/bytes.ts';
import { AwsError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import type { Transaction } from '../../core/table.ts';
import type { Digest, HostDigests, StagedBytes } from '../../ports.ts';
import { badDigest, entityTooLarge } from '../errors.ts';
import type { Segment } from '../tables.ts';
import { ChunkedDecoder } from './aws-chunked.ts';
import {
	CHECKSUM_ALGORITHMS,
	checkDigestForm,
	claimedChecksums,
	DEFAULT_ALGORITHM,
	hasherOf,
	knownAlgorithm,
	type Checksum,
	type ChecksumAlgorithm
} from './checksum.ts';

/** Bodies up to here wait in memory for their transaction; longer streams are staged in the storage. */
const HELD_BYTES = 2 ** 18;
/** What one request may bring. */
const LARGEST_BODY = 5 * 2 ** 30;

/** The body of an upload, checked, and not yet stored. */
export interface Received {
	readonly sizeBytes: number;
	readonly md5: Uint8Array;
	/** The one that the client sent, else the one that was wanted. */
	readonly checksum: Checksum;
	/** The one that was wanted. */
	readonly ownChecksum: Checksum;
	/** Stores the bytes with the transaction. */
	place(tx: Transaction, id: string): Segment;
	/** Gives the bytes up; does nothing once they are stored. */
	discard(): Promise<void>;
}

/** What an upload says of its body. */
export interface BodyClaims {
	readonly Body?: Uint8Array | ByteStream | undefined;
	readonly ContentEncoding?: string | undefined;
	readonly ContentMD5?: string | undefined;
	readonly ChecksumAlgorithm?: string | undefined;
}

/**
 * Takes an upload's body in, out of the aws-chunked encoding where it travels in one, and checks every digest that came
 * with it.
 * @param wanted the algorithm of the checksum to be made where the client sends none
 * @throws AwsError BadDigest, InvalidDigest, IncompleteBody, EntityTooLarge, InvalidRequest
 */
export async function receiveBody(
	ctx: Context,
	claims: BodyClaims,
	wanted: ChecksumAlgorithm = DEFAULT_ALGORITHM
): Promise<Received> {
	const claimed = claimedChecksums({ ...claims });
	for (const algorithm of CHECKSUM_ALGORITHMS) {
		if (claimed[algorithm] !== undefined) checkDigestForm(algorithm, claimed[algorithm]);
	}
	const contentMd5 = claims.ContentMD5 === undefined ? null : digestOf(claims.ContentMD5);
	const decoder = isChunked(claims.ContentEncoding) ? new ChunkedDecoder() : null;
	const sums = new Sums([...algorithmsOf(claims, claimed, decoder !== null), wanted], ctx.digests);
	const stored = await takeIn(ctx, claims.Body ?? new Uint8Array(0), decoder, sums);
	try {
		const trailing = claimedChecksums(trailingChecksums(decoder?.trailers ?? {}));
		const md5Bytes = sums.md5.digest();
		if (contentMd5 && toHex(contentMd5) !== toHex(md5Bytes)) throw badDigest('Content-MD5');
		const all = Object.entries({ ...claimed, ...trailing }) as [ChecksumAlgorithm, string][];
		for (const [algorithm, value] of all) {
			if (sums.of(algorithm) !== value) throw badDigest(algorithm);
		}
		return {
			...stored,
			sizeBytes: sums.sizeBytes,
			md5: md5Bytes,
			checksum: sums.checksum(all[0]?.[0] ?? wanted),
			ownChecksum: sums.checksum(wanted)
		};
	} catch (error) {
		await stored.discard();
		throw error;
	}
}

/** Where the body is a stream its checksum may come last, so it must be made while the body passes. */
function algorithmsOf(
	claims: BodyClaims,
	claimed: Partial<Record<ChecksumAlgorithm, string>>,
	chunked: boolean
): readonly ChecksumAlgorithm[] {
	const named = Object.keys(claimed) as ChecksumAlgorithm[];
	if (named.length > 0 || !chunked) return named;
	return claims.ChecksumAlgorithm === undefined
		? CHECKSUM_ALGORITHMS
		: [knownAlgorithm(claims.ChecksumAlgorithm)];
}

/** Counts and hashes what passes. */
class Sums {
	sizeBytes = 0;
	readonly md5: Digest;
	readonly #hashers: ReadonlyMap<ChecksumAlgorithm, Digest>;
	readonly #done = new Map<ChecksumAlgorithm, string>();

	constructor(algorithms: readonly ChecksumAlgorithm[], digests: HostDigests) {
		this.md5 = hasherOf('MD5', digests);
		this.#hashers = new Map(algorithms.map((algorithm) => [algorithm, hasherOf(algorithm, digests)]));
	}

	update(bytes: Uint8Array): void {
		this.sizeBytes += bytes.length;
		if (this.sizeBytes > LARGEST_BODY) throw entityTooLarge(this.sizeBytes, LARGEST_BODY);
		this.md5.update(bytes);
		for (const hasher of this.#hashers.values()) hasher.update(bytes);
	}

	checksum(algorithm: ChecksumAlgorithm): Checksum {
		return { algorithm, type: 'FULL_OBJECT', value: this.of(algorithm) };
	}

	/** Base64. @throws AwsError InvalidRequest for a checksum that was not announced */
	of(algorithm: ChecksumAlgorithm): string {
		const hasher = this.#hashers.get(algorithm);
		if (!hasher) throw new AwsError('InvalidRequest', 'The checksum in the trailer was not announced.');
		const known = this.#done.get(algorithm) ?? toBase64(hasher.digest());
		this.#done.set(algorithm, known);
		return known;
	}
}

type Stored = Pick<Received, 'place' | 'discard'>;

async function takeIn(
	ctx: Context,
	body: Uint8Array | ByteStream,
	decoder: ChunkedDecoder | null,
	sums: Sums
): Promise<Stored> {
	if (!isByteStream(body)) return inMemory(whole(body, decoder, sums));
	const pieces = decoded(body, decoder, sums);
	const head: Uint8Array[] = [];
	let held = 0;
	while (held <= HELD_BYTES) {
		const next = await pieces.next();
		if (next.done === true) return inMemory(concatBytes(head));
		head.push(next.value);
		held += next.value.length;
	}
	return staged(await ctx.store.stage(chained(head, pieces)));
}

/** A copy of a body that came in one piece: it may be a view into a larger buffer. */
function whole(body: Uint8Array, decoder: ChunkedDecoder | null, sums: Sums): Uint8Array {
	const pieces = decoder ? [...decoder.push(body)] : [body];
	for (const bytes of pieces) sums.update(bytes);
	decoder?.end();
	return concatBytes(pieces);
}

async function* decoded(
	body: ByteStream,
	decoder: ChunkedDecoder | null,
	sums: Sums
): AsyncGenerator<Uint8Array, void> {
	for await (const piece of body) {
		for (const bytes of decoder ? decoder.push(piece) : [piece]) {
			sums.update(bytes);
			yield bytes;
		}
	}
	decoder?.end();
}

async function* chained(head: Uint8Array[], rest: ByteStream): AsyncGenerator<Uint8Array, void> {
	yield* head.splice(0);
	yield* rest;
}

function inMemory(bytes: Uint8Array): Stored {
	return {
		place(tx, id) {
			if (bytes.length > 0) tx.putBytes(id, bytes);
			return { id, start: 0, sizeBytes: bytes.length };
		},
		discard: () => Promise.resolve()
	};
}

function staged(bytes: StagedBytes): Stored {
	return {
		place(tx, id) {
			tx.putBytes(id, bytes);
			return { id, start: 0, sizeBytes: bytes.sizeBytes };
		},
		discard: () => bytes.discard()
	};
}

/** Whether the body travels in S3's own chunks; that is no encoding of the object. */
export function isChunked(contentEncoding: string | undefined): boolean {
	return encodingsOf(contentEncoding).includes('aws-chunked');
}

/** The object's own content encoding; undefined for none. */
export function ownEncoding(contentEncoding: string | undefined): string | undefined {
	if (contentEncoding === undefined || !isChunked(contentEncoding)) return contentEncoding;
	const own = encodingsOf(contentEncoding).filter((name) => name !== 'aws-chunked' && name !== '');
	return own.length > 0 ? own.join(',') : undefined;
}

function encodingsOf(contentEncoding = ''): string[] {
	return contentEncoding.split(',').map((name) => name.trim());
}

function trailingChecksums(trailers: Readonly<Record<string, string>>): Record<string, string> {
	const entries = Object.entries(trailers).filter(([name]) => name.startsWith('x-amz-checksum-'));
	return Object.fromEntries(
		entries.map(([name, value]) => [`Checksum${name.slice('x-amz-checksum-'.length).toUpperCase()}`, value])
	);
}

function digestOf(contentMd5: string): Uint8Array {
	const bytes = fromBase64(contentMd5);
	if (bytes?.length === 16) return bytes;
	throw new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.', 400, {
		members: { 'Content-MD5': contentMd5 }
	});
}
