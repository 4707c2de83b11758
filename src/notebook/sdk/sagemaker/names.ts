/**
 * A name that no earlier resource has: `BASE-yyyy-mm-dd-HH-MM-SS-mmm` at a simulated time, as the Python SDK makes
 * them. The base is cut so that the whole keeps within `maxLength`.
 *
 * @param now milliseconds since the epoch; written in UTC
 */
export function timestampedName(base: string, now: number, maxLength = 63): string {
	const stamp = new Date(now).toISOString().replace('Z', '').replace(/[T:.]/g, '-');
	const room = maxLength - stamp.length - 1;
	return `${base.slice(0, room).replace(/-+$/, '')}-${stamp}`;
}

/**
 * The short form for things whose names have 32 characters at most, such as tuning jobs: `BASE-yymmdd-HHMMSS`.
 *
 * @param now milliseconds since the epoch; written in UTC
 */
export function shortTimestampedName(base: string, now: number, maxLength = 32): string {
	const digits = new Date(now).toISOString().replace(/\D/g, '');
	const stamp = `${digits.slice(2, 8)}-${digits.slice(8, 14)}`;
	return `${base.slice(0, maxLength - stamp.length - 1).replace(/-+$/, '')}-${stamp}`;
}

/** The base that the SDK takes from an image: `…/sagemaker-xgboost:1.7-1` → `sagemaker-xgboost`. */
export function baseFromImage(imageUri: string): string {
	const repository = imageUri.split('/').at(-1)!.split(':')[0]!;
	return repository.replace(/[^a-zA-Z0-9-]+/g, '-').replace(/^-+|-+$/g, '') || 'model';
}

/** `s3://bucket/key` in its two parts; null where the text is no such address. */
export function parseS3Uri(uri: string): { readonly bucket: string; readonly key: string } | null {
	const match = /^s3:\/\/([^/]+)\/?(.*)$/.exec(uri);
	return match ? { bucket: match[1]!, key: match[2]! } : null;
}
