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
	let best: { readonly template: Template; readonly found: RegExpExecArray } | null = null;
	let most = -Infinity;
	for (const template of templatesOf(service.model).get(request.method) ?? []) {
		const found = template.path.exec(path);
		const score = found && scoreOf(template, request);
		if (!found || score === null || score <= most) continue;
		best = { template, found };
		most = score;
	}
	return best && { operation: best.template.operation, labels: labelsOf(best.template, best.found) };
}

/** Query parameters that the operation neither names in its template nor binds to a member. */
export function unboundParameters(
	service: ServiceModel,
	operation: OperationModel,
	request: WireRequest
): string[] {
	const sent = Object.keys(request.query);
	if (sent.length === 0) return [];
	const bound = new Set(constantsOf(operation.http.requestUri).map(([name]) => name));
	for (const member of Object.values(shapeOf(service, operation.input?.shape).members ?? {})) {
		if (member.location === 'querystring' && member.locationName) bound.add(member.locationName);
	}
	return sent.filter((name) => !bound.has(name) && !SIGNING.test(name));
}

/** How an operation of REST is asked for. */
interface Template {
	readonly operation: string;
	/** Its groups are the labels. */
	readonly path: RegExp;
	readonly labels: readonly string[];
	readonly constants: readonly Constant[];
	/** Required members that travel in headers or parameters. */
	readonly needed: readonly Member[];
}

type Constant = readonly [name: string, value: string | undefined];

/** Templates by method, for each table of operations: reading them costs more than all else that a request's way takes. */
const known = new WeakMap<ServiceModel['operations'], ReadonlyMap<string, readonly Template[]>>();

function templatesOf(model: ServiceModel): ReadonlyMap<string, readonly Template[]> {
	const { operations } = model;
	const found = known.get(operations);
	if (found) return found;
	const read = new Map<string, Template[]>();
	for (const [name, operation] of Object.entries(operations)) {
		const { method } = operation.http;
		read.set(method, [...(read.get(method) ?? []), readTemplate(model, name, operation)]);
	}
	known.set(operations, read);
	return read;
}

function readTemplate(model: ServiceModel, name: string, { http, input }: OperationModel): Template {
	const { required = [], members } = shapeOf(model, input?.shape);
	return {
		operation: name,
		...readPath(http.requestUri),
		constants: constantsOf(http.requestUri),
		needed: required.map((each) => members?.[each]).filter(isOutsideBody)
	};
}

/** `{Key+}` takes the rest of a path, slashes and all; the slash that may end a path belongs to such a label. */
function readPath(template: string): Pick<Template, 'path' | 'labels'> {
	const labels: string[] = [];
	const source = template
		.split('?')[0]!
		.split(/(\{[^}]+\})/)
		.map((part) => {
			const label = /^\{([^}+]+)(\+?)\}$/.exec(part);
			if (!label) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
			labels.push(label[1]!);
			return label[2] ? '(.+)' : '([^/]+)';
		})
		.join('');
	const end = /\+\}/.test(template) ? '$' : '/?$';
	return { path: new RegExp(`^${source}${end}`, 's'), labels };
}

function labelsOf({ labels }: Template, found: RegExpExecArray): Record<string, string> {
	return Object.fromEntries(labels.map((name, i) => [name, decodePath(found[i + 1]!)]));
}

function decodePath(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

function constantsOf(template: string): Constant[] {
	const query = template.split('?')[1];
	if (!query) return [];
	return query.split('&').map((pair) => [pair.split('=')[0]!, pair.split('=')[1]]);
}

/** Null where a constant of the template is missing. */
function scoreOf({ constants, needed }: Template, request: WireRequest): number | null {
	const fits = constants.every(
		([name, value]) => name in request.query && (value === undefined || request.query[name] === value)
	);
	if (!fits) return null;
	const there = needed.filter((member) => isThere(member, request));
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
