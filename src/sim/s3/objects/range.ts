import { AwsError } from '#base/errors.ts';
import { invalidRequest } from '../errors.ts';
import type { ObjectRecord } from '../tables.ts';

export interface ByteRange {
	readonly start: number;
	/** Exclusive. */
	readonly end: number;
}

/**
 * The bytes that a Range header asks for; null where it is absent or no single range, which S3 ignores.
 * @throws AwsError InvalidRange (416) where it begins beyond the end
 */
export function parseRange(header: string | undefined, sizeBytes: number): ByteRange | null {
	const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
	if (!match || (match[1] === '' && match[2] === '')) return null;
	const start = match[1] === '' ? Math.max(0, sizeBytes - Number(match[2])) : Number(match[1]);
	const last = match[1] === '' || match[2] === '' ? sizeBytes - 1 : Math.min(Number(match[2]), sizeBytes - 1);
	if (match[1] !== '' && match[2] !== '' && Number(match[2]) < start) return null;
	if (start >= sizeBytes) {
		throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416, {
			members: { RangeRequested: header, ActualObjectSize: sizeBytes },
			headers: { 'content-range': `bytes */${sizeBytes}` }
		});
	}
	return { start, end: last + 1 };
}

/**
 * The bytes that a read asks for by Range or by the number of a part; null for all of them.
 * @throws AwsError InvalidRange, InvalidPartNumber or InvalidRequest
 */
export function wantedRange(
	{ Range, PartNumber }: { readonly Range?: string | undefined; readonly PartNumber?: number | undefined },
	{ sizeBytes, parts }: ObjectRecord
): ByteRange | null {
	if (PartNumber === undefined) return parseRange(Range, sizeBytes);
	if (Range !== undefined) {
		throw invalidRequest('Cannot specify both Range header and partNumber query parameter');
	}
	const sizes = parts?.map((part) => part.sizeBytes) ?? [sizeBytes];
	if (PartNumber < 1 || PartNumber > sizes.length) {
		throw new AwsError('InvalidPartNumber', 'The requested partnumber is not satisfiable', 416, {
			members: { PartNumberRequested: PartNumber, ActualPartCount: sizes.length }
		});
	}
	const start = sizes.slice(0, PartNumber - 1).reduce((sum, size) => sum + size, 0);
	return { start, end: start + sizes[PartNumber - 1]! };
}
