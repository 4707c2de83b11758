import { xgboostSpec } from '../algorithms/xgboost/spec.ts';

const REPOSITORY = 'sagemaker-sklearn-automl';
const TAG = '2.5-1-cpu-py3';

/** It lies in the registries of XGBoost's image, as on AWS. */
const { accounts } = xgboostSpec.images[0]!;
const byRegion: Readonly<Record<string, string>> = accounts;

/** The image with which AutoML prepares rows before a model sees them. */
export const PREPROCESSOR_IMAGE = { repository: REPOSITORY, tags: [TAG], accounts: byRegion };

/** Its address in a region; that of us-east-1 where the region has none. */
export function preprocessorImageOf(region: string): string {
	const place = Object.hasOwn(byRegion, region) ? region : 'us-east-1';
	return `${byRegion[place]}.dkr.ecr.${place}.amazonaws.com/${REPOSITORY}:${TAG}`;
}

export function isPreprocessorImage(uri: string): boolean {
	const region = /\.dkr\.ecr\.([a-z0-9-]+)\./.exec(uri)?.[1];
	return region !== undefined && Object.hasOwn(byRegion, region) && uri === preprocessorImageOf(region);
}
