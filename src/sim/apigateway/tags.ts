import { badRequest } from './errors.ts';

const MOST = 50;

/** @throws AwsError BadRequestException for more tags than a resource may have, or a key that AWS keeps for itself */
export function checkTags(tags: Readonly<Record<string, string>> | undefined): void {
	const keys = Object.keys(tags ?? {});
	if (keys.length > MOST) throw badRequest(`A resource has ${MOST} tags at most, not ${keys.length}.`);
	const own = keys.find((key) => /^aws:/i.test(key));
	if (own !== undefined)
		throw badRequest(`Invalid tag key: ${own}. aws: prefixed tag key names are not allowed.`);
}
