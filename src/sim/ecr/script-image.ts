import { builtinAlgorithms } from '#ml/registry.ts';

/**
 * The image in which scripts run that bring no container of their own. What scikit-learn's image is on AWS for Python,
 * this is here for JavaScript; AWS has none of this name.
 */
const SCRIPT_REPOSITORY = 'sagebrush-javascript';
const SCRIPT_TAGS = ['1-cpu-js20', '1', 'latest'] as const;

const IMAGE = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/sagebrush-javascript(?::([^:@]+))?$/;

/** It lies in the registry accounts of the built-in algorithms. */
const { accounts } = builtinAlgorithms[0]!.images[0]!;

export const SCRIPT_IMAGE = { repository: SCRIPT_REPOSITORY, tags: SCRIPT_TAGS, accounts };

function registryOf(region: string): string | null {
	return Object.hasOwn(accounts, region) ? accounts[region]! : null;
}

/** Its URI in a region, or null where there is none. */
export function scriptImageOf(region: string): string | null {
	const account = registryOf(region);
	return account === null
		? null
		: `${account}.dkr.ecr.${region}.amazonaws.com/${SCRIPT_REPOSITORY}:${SCRIPT_TAGS[0]}`;
}

export function isScriptImage(uri: string): boolean {
	const [, account, region = '', tag = 'latest'] = IMAGE.exec(uri) ?? [];
	return account !== undefined && registryOf(region) === account && SCRIPT_TAGS.some((each) => each === tag);
}
