import { AwsError } from '#base/errors.ts';
import type { TargetRef } from './tables.ts';

export const invalid = (message: string): AwsError => new AwsError('ValidationException', message);

export const noTarget = ({ ServiceNamespace, ResourceId, ScalableDimension }: TargetRef): AwsError =>
	new AwsError(
		'ObjectNotFoundException',
		`No scalable target found for service namespace: ${ServiceNamespace}, resource ID: ${ResourceId}, scalable dimension: ${ScalableDimension}`
	);
