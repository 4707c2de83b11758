import { AwsError } from '#base/errors.ts';

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
			members: { RangeRequested: header, ActualObjectSize: sizeBytes }
		});
	}
	return { start, end: last + 1 };
}
