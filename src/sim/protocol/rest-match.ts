import type { WireRequest } from '#base/wire.ts';
import type { Service } from '../core/service.ts';
import { shapeOf, type Member, type OperationModel, type ServiceModel } from './model.ts';

/** Parameters that are about the request itself: its signature, and its operation's name, which the path tells too. */
const SIGNING = /^(x-id$|x-amz-|(AWSAccessKeyId|Signature|Expires)$)/i;

export interface RestMatch {
	readonly operation: string;
	readonly labels: Readonly<Record<string, string>>;
}

/**
 * The operation whose method, path template and query constants fit a request best; null where none does. Among those
 * that fit alike, the one that requires the most headers and parameters which are there wins: so UploadPart differs from
 * PutObject only by `partNumber`.
 */
export function matchRest(service: Service, request: WireRequest): RestMatch | null {
	const path = service.pathOf?.(request.hostname, request.path) ?? request.path;
	let best: (RestMatch & { readonly score: number }) | null = null;
	for (const [operation, model] of Object.entries(service.model.operations)) {
		if (model.http.method !== request.method) continue;
		const labels = labelsOf(model.http.requestUri, path);
		const score = labels && scoreOf(service.model, model, request);
		if (labels && typeof score === 'number' && (best === null || score > best.score)) {
			best = { operation, labels, score };
		}
	}
	return best && { operation: best.operation, labels: best.labels };
}

/** Query parameters that the operation neither names in its template nor binds to a member. */
export function unboundParameters(
	service: ServiceModel,
	operation: OperationModel,
	request: WireRequest
): string[] {
	const bound = new Set(constantsOf(operation.http.requestUri).map(([name]) => name));
	for (const member of Object.values(shapeOf(service, operation.input?.shape).members ?? {})) {
		if (member.location === 'querystring' && member.locationName) bound.add(member.locationName);
	}
	return Object.keys(request.query).filter((name) => !bound.has(name) && !SIGNING.test(name));
}

/** Labels of a path by its template; `{Key+}` takes the rest, slashes and all. Null where it does not fit. */
function labelsOf(template: string, path: string): Record<string, string> | null {
	const names: string[] = [];
	const source = template
		.split('?')[0]!
		.split(/(\{[^}]+\})/)
		.map((part) => {
			const label = /^\{([^}+]+)(\+?)\}$/.exec(part);
			if (!label) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
			names.push(label[1]!);
			return label[2] ? '(.+)' : '([^/]+)';
		})
		.join('');
	const found = new RegExp(`^${source}/?$`, 's').exec(path) ?? null;
	// The slash that may end a path belongs to a greedy label.
	const exact = /\+\}/.test(template) ? new RegExp(`^${source}$`, 's').exec(path) : found;
	if (!exact) return null;
	return Object.fromEntries(names.map((name, i) => [name, decodePath(exact[i + 1]!)]));
}

function decodePath(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

function constantsOf(template: string): [name: string, value: string | undefined][] {
	const query = template.split('?')[1];
	if (!query) return [];
	return query.split('&').map((pair) => [pair.split('=')[0]!, pair.split('=')[1]]);
}

/** Null where a constant of the template is missing. */
function scoreOf(model: ServiceModel, operation: OperationModel, request: WireRequest): number | null {
	const constants = constantsOf(operation.http.requestUri);
	const fits = constants.every(
		([name, value]) => name in request.query && (value === undefined || request.query[name] === value)
	);
	const input = shapeOf(model, operation.input?.shape);
	const needed = (input.required ?? []).map((name) => input.members?.[name]).filter(isOutsideBody);
	const there = needed.filter((member) => isThere(member, request));
	if (!fits) return null;
	// One that misses something is asked only where no other fits: then validation says what is missing.
	const missing = there.length < needed.length ? -10_000 : 0;
	return missing + constants.length * 100 + there.length;
}

function isOutsideBody(member: Member | undefined): member is Member {
	return member?.location === 'querystring' || member?.location === 'header';
}

function isThere({ location, locationName = '' }: Member, request: WireRequest): boolean {
	return location === 'header'
		? locationName.toLowerCase() in request.headers
		: Object.hasOwn(request.query, locationName);
}
