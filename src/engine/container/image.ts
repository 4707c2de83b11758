import { UserError } from '#base/errors.ts';
import type { AlgorithmSpec } from '#ml/algorithm.ts';
import { builtinAlgorithmOf, builtinAlgorithms, recommendedImageOf } from '#ml/registry.ts';

/**
 * The algorithm inside an image.
 * @throws UserError `UnknownImage` naming the images that there are
 */
export function algorithmInImage(image: string): AlgorithmSpec {
	const spec = builtinAlgorithmOf(image);
	if (spec) return spec;
	const known = builtinAlgorithms.map((each) => recommendedImageOf(each, 'us-east-1')).join(', ');
	throw new UserError('UnknownImage', `There is no built-in algorithm in the image '${image}'.`, {
		hint: `In us-east-1 there is ${known}; sagemaker.imageUris.retrieve gives the URI for your region.`
	});
}

/** The image's tag; `latest` where it has none. */
export function tagOf(image: string): string {
	return /:([^:/]+)$/.exec(image)?.[1] ?? 'latest';
}
