import type { CloudSource } from './cloud-source.ts';
import type { ResourceAction, ResourceKind } from './resource-kinds.ts';

export type ResourceRecord = Readonly<Record<string, unknown>>;

/** One thing of a kind, as a list shows it. */
export interface Resource {
	readonly name: string;
	/** AWS's own word; null for kinds without one. */
	readonly status: string | null;
	/** Simulated milliseconds since the epoch; null where the list does not say. */
	readonly createdAt: number | null;
	readonly record: ResourceRecord;
}

/** A list longer than this says that there is more. */
const MOST = 500;

/** What is known of one kind: `absent` where the region does not simulate it. */
export type Listing =
	| { readonly state: 'loading' }
	| { readonly state: 'absent' }
	| { readonly state: 'failed'; readonly message: string }
	| { readonly state: 'listed'; readonly resources: readonly Resource[]; readonly isCut: boolean };

/** All kinds of things in the account, listed and described through AWS's own operations. */
export class Resources {
	readonly #call: CloudSource['call'];
	#listings = $state.raw<Readonly<Record<string, Listing>>>({});

	constructor(call: CloudSource['call']) {
		this.#call = call;
	}

	of(kind: ResourceKind): Listing {
		return this.#listings[kind.id] ?? { state: 'loading' };
	}

	/** Lists kinds anew; what is shown stays until then. Never rejects. */
	async refresh(kinds: readonly ResourceKind[]): Promise<void> {
		const found = await Promise.all(kinds.map(async (kind) => [kind.id, await this.#list(kind)] as const));
		this.#listings = { ...this.#listings, ...Object.fromEntries(found) };
	}

	/** All that AWS says of one thing; rejects with AWS's error. */
	async describe(kind: ResourceKind, { record }: Resource): Promise<ResourceRecord> {
		const request = describeRequest(kind, record);
		if (!request) return record;
		return shown(await this.#call(kind.service, request.operation, request.input));
	}

	async #list(kind: ResourceKind): Promise<Listing> {
		const { operation, items, input = {}, token: [answer, request] = ['NextToken', 'NextToken'] } = kind.list;
		const resources: Resource[] = [];
		let page: Readonly<Record<string, unknown>> = {};
		try {
			do {
				page = shown(await this.#call(kind.service, operation, { ...input, ...page }));
				const list = page[items];
				if (Array.isArray(list)) resources.push(...list.map((item) => resourceOf(kind, item)));
				page = page[answer] ? { [request]: page[answer] } : {};
			} while (Object.keys(page).length > 0 && resources.length < MOST);
		} catch (error) {
			const { code, message } = error as { code?: unknown; message?: unknown };
			return code === 'NotSimulated' ? { state: 'absent' } : { state: 'failed', message: String(message) };
		}
		return { state: 'listed', resources, isCut: Object.keys(page).length > 0 };
	}
}

/** The call that tells more of a thing than its list; null where the list tells all. */
export function describeRequest(
	{ describe, name }: ResourceKind,
	record: ResourceRecord
): { operation: string; input: Record<string, unknown> } | null {
	if (!describe) return null;
	const input = { [describe.key]: record[describe.from ?? name], ...describe.input };
	return { operation: describe.operation, input };
}

/** The call that stops a thing or takes it away. */
export function actionRequest(
	{ name }: ResourceKind,
	{ operation, key, from }: ResourceAction,
	record: ResourceRecord
): { operation: string; input: Record<string, unknown> } {
	return { operation, input: { [key]: record[from ?? name] } };
}

function resourceOf(kind: ResourceKind, item: unknown): Resource {
	const record = typeof item === 'string' ? { [kind.name]: item } : shown(item);
	const name = String(record[kind.name]);
	const status = kind.status === undefined ? undefined : record[kind.status];
	return {
		name: kind.apart === undefined ? name : `${name} (${String(record[kind.apart])})`,
		status: typeof status === 'string' ? status : null,
		createdAt: kind.created === undefined ? null : momentOf(record[kind.created]),
		record
	};
}

/** Dates come as such, or as ISO text where the service has no other. */
function momentOf(value: unknown): number | null {
	if (value instanceof Date) return value.getTime();
	const at = typeof value === 'string' ? Date.parse(value) : typeof value === 'number' ? value * 1000 : NaN;
	return Number.isNaN(at) ? null : at;
}

function shown(answer: unknown): Record<string, unknown> {
	return typeof answer === 'object' && answer !== null ? { ...answer } : {};
}
