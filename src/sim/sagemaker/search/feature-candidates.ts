import type { Context } from '../../core/context.ts';
import { resourceArn } from '../errors.ts';
import { featureGroups, featureMetadata } from '../feature-store/records.ts';
import { described, type Candidate } from './candidate.ts';

/** Every feature of every group: they have no ARN of their own, so their names follow that of the group. */
export function featureCandidates(ctx: Context): Candidate[] {
	return ctx.store.values(featureGroups).flatMap(({ name, features, createdAt }) =>
		features.map(({ FeatureName = '' }): Candidate => {
			const arn = `${resourceArn(ctx, 'feature-group', name)}/${FeatureName}`;
			const input = { FeatureGroupName: name, FeatureName };
			const modifiedAt = ctx.store.get(featureMetadata, `${name}/${FeatureName}`)?.modifiedAt ?? createdAt;
			const entity = () => described(ctx, 'FeatureMetadata', 'DescribeFeatureMetadata', input, arn);
			return { arn, createdAt, modifiedAt, entity };
		})
	);
}
