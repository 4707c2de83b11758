import type { Context } from '../../core/context.ts';
import { callSageMaker } from '../call.ts';
import { sagemaker } from '../service.ts';
import { tags } from '../tags.ts';

export type Entity = Readonly<Record<string, unknown>>;

/** A resource that a search may find, with as much of it as costs nothing. */
export interface Candidate {
	readonly arn: string;
	readonly createdAt: number;
	readonly modifiedAt: number;
	/** All that a search shows of it: what Describe tells, and the tags. */
	entity(): Promise<Entity>;
}

/** What a Describe operation tells of a resource, as far as the shape has it, and the tags. */
export async function described(
	ctx: Context,
	shape: string,
	operation: string,
	input: Entity,
	arn: string
): Promise<Entity> {
	const members = membersOf(shape);
	const all = await callSageMaker(ctx, operation, input);
	const known = Object.entries(all).filter(([name]) => members.includes(name));
	const own = members.includes('Tags') ? { Tags: ctx.store.get(tags, arn) ?? [] } : {};
	return { ...Object.fromEntries(known), ...own };
}

/** What a resource of that shape can be asked for. */
export function membersOf(shape: string): string[] {
	return Object.keys(sagemaker.model.shapes[shape]?.members ?? {});
}
