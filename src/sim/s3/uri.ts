/** Bucket and key (or prefix) of `s3://bucket/key`; null for anything else. */
export function parseS3Uri(uri: string): { readonly bucket: string; readonly key: string } | null {
	const match = /^s3:\/\/([^/]+)\/?([\s\S]*)$/.exec(uri);
	return match ? { bucket: match[1]!, key: match[2]! } : null;
}
