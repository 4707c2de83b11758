import { AwsError } from '#base/errors.ts';
import type { TargetRef } from './tables.ts';

export const invalid = (message: string): AwsError => new AwsError('ValidationException', message);

/** PutScalingPolicy says «registered» where the other operations say «found». */
export const noTarget = (
	{ ServiceNamespace, ResourceId, ScalableDimension }: TargetRef,
	missing: 'found' | 'registered' = 'found'
): AwsError =>
	new AwsError(
		'ObjectNotFoundException',
		`No scalable target ${missing} for service namespace: ${ServiceNamespace}, resource ID: ${ResourceId}, scalable dimension: ${ScalableDimension}`
	);
