import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { concatBytes, fromBase64, toBase64 } from '#base/bytes.ts';
import { combineCrc, Crc, CRC32, CRC32C, CRC64NVME, type CrcSpec } from '#base/crc.ts';
import { AwsError } from '#base/errors.ts';
import { notSimulated } from '../../core/not-simulated.ts';
import type { Digest, HostDigests } from '../../ports.ts';

const ALGORITHMS = {
	CRC32: () => new Crc(CRC32),
	CRC32C: () => new Crc(CRC32C),
	CRC64NVME: () => new Crc(CRC64NVME),
	SHA1: () => sha1.create(),
	SHA256: () => sha256.create(),
	SHA512: () => sha512.create(),
	MD5: () => md5.create()
} satisfies Readonly<Record<string, () => Digest>>;

const CRCS: Readonly<Record<string, CrcSpec>> = { CRC32, CRC32C, CRC64NVME };

export type ChecksumAlgorithm = keyof typeof ALGORITHMS;

export const CHECKSUM_ALGORITHMS = Object.keys(ALGORITHMS) as readonly ChecksumAlgorithm[];

/** The one that S3 makes by itself where the client sends none. */
export const DEFAULT_ALGORITHM: ChecksumAlgorithm = 'CRC64NVME';

/** Of the whole object, or of the checksums of its parts. */
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

/** The checksum of an object or part. */
export interface Checksum {
	readonly algorithm: ChecksumAlgorithm;
	readonly type: ChecksumType;
	/** Base64; that of a composite ends with the number of its parts. */
	readonly value: string;
}

/** A checksum as it travels: `{ChecksumCRC32: …}`. */
export type ChecksumMembers = Readonly<Partial<Record<`Checksum${ChecksumAlgorithm}`, string>>>;

/** @param digests the host's own, which are taken where they are */
export function hasherOf(algorithm: ChecksumAlgorithm, digests: HostDigests = {}): Digest {
	return ((digests as Partial<typeof ALGORITHMS>)[algorithm] ?? ALGORITHMS[algorithm])();
}

/** The members of outputs and list entries that hold a checksum. */
export function checksumMembers({
	algorithm,
	value
}: Pick<Checksum, 'algorithm' | 'value'>): ChecksumMembers {
	return { [`Checksum${algorithm}`]: value };
}

/** The digests that an input claims, by algorithm. @throws AwsError NotSimulated or InvalidRequest */
export function claimedChecksums(
	input: Readonly<Record<string, unknown>>
): Partial<Record<ChecksumAlgorithm, string>> {
	const claimed: Partial<Record<ChecksumAlgorithm, string>> = {};
	for (const [member, value] of Object.entries(input)) {
		if (!member.startsWith('Checksum') || typeof value !== 'string') continue;
		const name = /^Checksum(CRC.*|SHA.*|MD5|XX.*)$/.exec(member)?.[1];
		if (name === undefined) continue;
		claimed[knownAlgorithm(name)] = value;
	}
	if (Object.keys(claimed).length > 1) {
		throw new AwsError(
			'InvalidRequest',
			'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.'
		);
	}
	return claimed;
}

/** @throws AwsError NotSimulated */
export function knownAlgorithm(name: string): ChecksumAlgorithm {
	if (Object.hasOwn(ALGORITHMS, name)) return name as ChecksumAlgorithm;
	throw notSimulated(`The checksum ${name}`, `Simulated: ${CHECKSUM_ALGORITHMS.join(', ')}.`);
}

/** @throws AwsError InvalidRequest where the text cannot be a digest of that algorithm */
export function checkDigestForm(algorithm: ChecksumAlgorithm, claimed: string): void {
	const bytes = fromBase64(claimed);
	if (bytes !== null && bytes.length === hasherOf(algorithm).digest().length) return;
	throw new AwsError(
		'InvalidRequest',
		`Value for x-amz-checksum-${algorithm.toLowerCase()} header is invalid.`
	);
}

interface PartSum {
	readonly sizeBytes: number;
	/** Base64. */
	readonly value: string;
}

/** The checksum of the checksums of an object's parts. */
export function compositeChecksum(algorithm: ChecksumAlgorithm, parts: readonly PartSum[]): Checksum {
	const hasher = hasherOf(algorithm);
	hasher.update(concatBytes(parts.map(({ value }) => fromBase64(value)!)));
	return { algorithm, type: 'COMPOSITE', value: `${toBase64(hasher.digest())}-${parts.length}` };
}

/** Whether the checksum of a whole can be had from those of its parts. */
export function combines(algorithm: ChecksumAlgorithm): boolean {
	return Object.hasOwn(CRCS, algorithm);
}

/** The checksum of a whole object, from those of its parts; only for algorithms that {@link combines}. */
export function combinedChecksum(algorithm: ChecksumAlgorithm, parts: readonly PartSum[]): Checksum {
	const spec = CRCS[algorithm]!;
	const sum = parts
		.map(({ sizeBytes, value }) => ({ sizeBytes, sum: fromBase64(value)! }))
		.reduce((whole, part) => ({
			sizeBytes: whole.sizeBytes + part.sizeBytes,
			sum: combineCrc(spec, whole.sum, part.sum, part.sizeBytes)
		}));
	return { algorithm, type: 'FULL_OBJECT', value: toBase64(sum.sum) };
}
