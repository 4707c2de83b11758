import type { Tag } from '@aws-sdk/client-iam';
import type { Context } from '../core/context.ts';
import { defineTable, type Transaction } from '../core/table.ts';
import { initialRole } from './initial-role.ts';

export interface RoleRecord {
	readonly name: string;
	/** Begins and ends with a slash. */
	readonly path: string;
	readonly id: string;
	readonly createdAt: number;
	readonly description: string | undefined;
	readonly maxSessionSeconds: number;
	/** Who may take the role on; as it was given. */
	readonly trust: string;
	/** Policy documents of the role's own, by name. */
	readonly inline: Readonly<Record<string, string>>;
	/** ARNs of managed policies, in the order in which they were attached. */
	readonly attached: readonly string[];
	readonly tags: readonly Tag[];
}

export interface PolicyRecord {
	readonly arn: string;
	readonly name: string;
	readonly path: string;
	readonly id: string;
	readonly createdAt: number;
	readonly description: string | undefined;
	readonly document: string;
	readonly tags: readonly Tag[];
}

/** By name; null for the role of the account's beginning once it is deleted. */
export const roles = defineTable<RoleRecord | null>('iam-roles');
/** The learner's own, by ARN. */
export const policies = defineTable<PolicyRecord>('iam-policies');

type Source = Pick<Context, 'store'> | { readonly tx: Transaction };

/** The role of that name, undefined where there is none. */
export function findRole(source: Source, name: string): RoleRecord | undefined {
	const stored = 'tx' in source ? source.tx.get(roles, name) : source.store.get(roles, name);
	if (stored === null) return undefined;
	return stored ?? (name === initialRole.name ? initialRole : undefined);
}

/** All roles by name. */
export function allRoles({ store }: Pick<Context, 'store'>): RoleRecord[] {
	const stored = new Map<string, RoleRecord | null>(store.entries(roles));
	if (!stored.has(initialRole.name)) stored.set(initialRole.name, initialRole);
	const there = [...stored.values()].filter((role) => role !== null);
	return there.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Forgets a role for good, that of the beginning too. */
export function removeRole(tx: Transaction, name: string): void {
	if (name === initialRole.name) tx.put(roles, name, null);
	else tx.remove(roles, name);
}

export function roleArn({ accountId }: Pick<Context, 'accountId'>, { path, name }: RoleRecord): string {
	return `arn:aws:iam::${accountId}:role${path}${name}`;
}

/** Name of the role that an ARN is of; null where it is of no role of this account. Names are unique over all paths. */
export function roleNameOf({ accountId }: Pick<Context, 'accountId'>, arn: string): string | null {
	const match = /^arn:aws[a-z-]*:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn);
	return match?.[1] === accountId ? match[2]! : null;
}
