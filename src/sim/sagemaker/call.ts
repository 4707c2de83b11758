import type { Context } from '../core/context.ts';
import { runOperation } from '../dispatch.ts';
import { readTree } from '../protocol/tree.ts';
import { sagemaker } from './service.ts';

/**
 * An operation of this region's SageMaker, as a client would call it.
 * @param input JSON, as on the wire
 * @throws AwsError as the operation answers it
 */
export async function callSageMaker(
	ctx: Context,
	operation: string,
	input: unknown
): Promise<Readonly<Record<string, unknown>>> {
	const shape = sagemaker.model.operations[operation]?.input?.shape;
	return runOperation(ctx, sagemaker, operation, readTree(sagemaker.model, shape, input, 'json'));
}

/** Whether this region can do it. */
export function canCall(operation: string): boolean {
	return Object.hasOwn(sagemaker.operations, operation);
}
