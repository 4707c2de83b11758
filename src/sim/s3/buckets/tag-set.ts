import type { Tag } from '@aws-sdk/client-s3';
import { AwsError } from '#base/errors.ts';
import { invalidArgument } from '../errors.ts';

const MOST_TAGS = { object: 10, bucket: 50 } as const;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

type Tags = Readonly<Record<string, string>>;

/** Tags by key. @throws AwsError InvalidTag where a key comes twice */
export function tagsOf(set: readonly Tag[]): Tags {
	const keys = set.map(({ Key }) => Key ?? '');
	if (new Set(keys).size !== keys.length) {
		throw new AwsError('InvalidTag', 'Cannot provide multiple Tags with the same key', 400, {
			members: { TagKey: keys.find((key, i) => keys.indexOf(key) !== i) }
		});
	}
	return Object.fromEntries(set.map(({ Key, Value }) => [Key ?? '', Value ?? '']));
}

/** Tags as they travel in a header: `a=1&b=2`, percent-encoded. @throws AwsError InvalidArgument */
export function readTagHeader(header: string | undefined): Tags {
	const pairs = (header ?? '').split('&').filter((pair) => pair !== '');
	const set = pairs.map((pair): Tag => {
		const [key = '', value = '', ...more] = pair.split('=');
		if (more.length > 0 || key === '') throw badHeader(header ?? '');
		return { Key: decoded(key, header), Value: decoded(value, header) };
	});
	return tagsOf(set);
}

/** @throws AwsError InvalidTag or BadRequest */
export function checkTags(tags: Tags, of: keyof typeof MOST_TAGS): void {
	const entries = Object.entries(tags);
	if (entries.length > MOST_TAGS[of]) {
		const what = of === 'object' ? 'Object' : 'Bucket';
		throw new AwsError('BadRequest', `${what} tags cannot be greater than ${MOST_TAGS[of]}`);
	}
	for (const [key, value] of entries) {
		if (key === '' || key.length > LONGEST_KEY || !ALLOWED.test(key)) {
			throw invalidTag('The TagKey you have provided is invalid', key);
		}
		if (value.length > LONGEST_VALUE || !ALLOWED.test(value)) {
			throw invalidTag('The TagValue you have provided is invalid', key);
		}
		if (key.startsWith('aws:')) throw invalidTag('System tags cannot be added/updated by requester', key);
	}
}

/** As outputs list them. */
export function tagSet(tags: Tags): { Key: string; Value: string }[] {
	return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function decoded(text: string, header: string | undefined): string {
	try {
		return decodeURIComponent(text.replaceAll('+', ' '));
	} catch {
		throw badHeader(header ?? '');
	}
}

function badHeader(header: string): AwsError {
	return invalidArgument(
		"The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
		'x-amz-tagging',
		header
	);
}

function invalidTag(message: string, key: string): AwsError {
	return new AwsError('InvalidTag', message, 400, { members: { TagKey: key } });
}
