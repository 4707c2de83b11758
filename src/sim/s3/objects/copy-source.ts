import { invalidArgument } from '../errors.ts';

export interface CopySource {
	readonly bucket: string;
	readonly key: string;
	readonly versionId: string | undefined;
}

/** `bucket/key` or `/bucket/key`, percent-encoded, with `?versionId=…` for a certain version. @throws AwsError InvalidArgument */
export function parseCopySource(text: string): CopySource {
	const [, path = '', versionId] = /^([\s\S]*?)(?:\?versionId=([^?]*))?$/.exec(text) ?? [];
	const decoded = decode(path).replace(/^\//, '');
	const slash = decoded.indexOf('/');
	if (slash > 0 && slash < decoded.length - 1) {
		return { bucket: decoded.slice(0, slash), key: decoded.slice(slash + 1), versionId };
	}
	throw invalidArgument('Invalid copy source object key', 'x-amz-copy-source', text);
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
