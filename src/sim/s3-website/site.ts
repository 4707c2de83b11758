import type { StreamedRequest } from '#base/wire.ts';

/** A request for a page of a bucket's website. */
export interface PageRequest {
	readonly bucket: string;
	/** Decoded, without the slash that it begins with. */
	readonly key: string;
	/** What stands before `/KEY` in addresses of this site: nothing, save where the site is reached by path. */
	readonly base: string;
	/** Host and scheme that the site is reached at. */
	readonly origin: string;
}

/** `BUCKET.s3-website-REGION.amazonaws.com`, with a dot in newer regions, and the same on a machine of one's own. */
const HOST = /^(.+)\.s3-website(?:[.-][a-z0-9-]+\.amazonaws\.com|\.localhost)$/;
/** No bucket's name has an underscore. */
const PATH = /^(\/_website\/([^/]+))(\/.*)?$/s;

/** The page that a request is for; null where it is for no website. */
export function pageOf({ hostname, path, headers }: Omit<StreamedRequest, 'body'>): PageRequest | null {
	const origin = `http://${headers['host'] ?? hostname}`;
	const byHost = HOST.exec(hostname)?.[1];
	if (byHost !== undefined) return { bucket: byHost, key: decoded(path.slice(1)), base: '', origin };
	const [, base, bucket, rest = '/'] = PATH.exec(path) ?? [];
	return base && bucket ? { bucket: decoded(bucket), key: decoded(rest.slice(1)), base, origin } : null;
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
