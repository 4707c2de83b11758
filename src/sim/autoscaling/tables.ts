import type {
	RegisterScalableTargetRequest,
	ScalingPolicy,
	SuspendedState
} from '@aws-sdk/client-application-auto-scaling';
import { defineTable } from '../core/table.ts';

export interface ScalableTargetRecord {
	readonly namespace: NonNullable<RegisterScalableTargetRequest['ServiceNamespace']>;
	readonly resourceId: string;
	readonly dimension: NonNullable<RegisterScalableTargetRequest['ScalableDimension']>;
	readonly arn: string;
	readonly min: number;
	readonly max: number;
	readonly roleArn: string;
	readonly suspended: SuspendedState;
	readonly createdAt: number;
}

export interface ScalingPolicyRecord {
	readonly name: string;
	readonly target: string;
	readonly arn: string;
	readonly createdAt: number;
	/** Type and configuration as they were given. */
	readonly policy: Pick<
		ScalingPolicy,
		'PolicyType' | 'StepScalingPolicyConfiguration' | 'TargetTrackingScalingPolicyConfiguration'
	>;
	/** Alarms that it keeps; absent in what earlier releases stored. */
	readonly alarms?: readonly { readonly name: string; readonly arn: string }[];
}

/** By {@link targetKey}. */
export const scalableTargets = defineTable<ScalableTargetRecord>('scalableTargets');
/** By the target's key and the policy's name. */
export const scalingPolicies = defineTable<ScalingPolicyRecord>('scalingPolicies');

export const AUTOSCALING_TABLES = [scalableTargets, scalingPolicies];

export interface TargetRef {
	readonly ServiceNamespace: string;
	readonly ResourceId: string;
	readonly ScalableDimension: string;
}

export function targetKey({ ServiceNamespace, ResourceId, ScalableDimension }: TargetRef): string {
	return `${ServiceNamespace} ${ResourceId} ${ScalableDimension}`;
}
