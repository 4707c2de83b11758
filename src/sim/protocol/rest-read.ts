import { decodeUtf8 } from '#base/bytes.ts';
import { AwsError } from '#base/errors.ts';
import type { WireRequest } from '#base/wire.ts';
import { membersOf, shapeOf, type Member, type ServiceModel, type Shape } from './model.ts';
import { readText } from './scalar-text.ts';

/** Reads what the body holds, where it holds a structure; null for an empty body. */
export type BodyReader = (shapeName: string, body: Uint8Array) => unknown;

/**
 * The native input of a REST request: labels, query, headers, and the body by `readBody`.
 * @throws AwsError InvalidArgument where a header or parameter is not of its type
 */
export function readRest(
	model: ServiceModel,
	shapeName: string | undefined,
	request: WireRequest,
	labels: Readonly<Record<string, string>>,
	readBody: BodyReader
): Record<string, unknown> {
	const shape = shapeOf(model, shapeName);
	const value: Record<string, unknown> = {};
	for (const [name, member, memberShape] of membersOf(model, shape)) {
		const item = readBound(model, member, memberShape, request, labels);
		if (item !== undefined) value[name] = item;
	}
	return { ...readPayload(model, shape, shapeName, request.body, readBody), ...value };
}

function readPayload(
	model: ServiceModel,
	shape: Shape,
	shapeName: string | undefined,
	body: Uint8Array,
	readBody: BodyReader
): Record<string, unknown> {
	if (shape.payload === undefined) {
		const inBody = Object.values(shape.members ?? {}).some((member) => member.location === undefined);
		return shapeName && inBody && body.length > 0
			? (readBody(shapeName, body) as Record<string, unknown>)
			: {};
	}
	const member = shape.members?.[shape.payload];
	const payload = shapeOf(model, member?.shape);
	if (payload.type === 'blob') return { [shape.payload]: body };
	if (payload.type === 'string') return body.length > 0 ? { [shape.payload]: decodeUtf8(body) } : {};
	if (body.length === 0 || !member) return {};
	return { [shape.payload]: readBody(member.shape, body) };
}

function readBound(
	model: ServiceModel,
	member: Member,
	shape: Shape,
	request: WireRequest,
	labels: Readonly<Record<string, string>>
): unknown {
	const name = member.locationName ?? '';
	switch (member.location) {
		case 'uri':
			return labels[name];
		case 'header':
			return readTexts(model, shape, name, request.headers[name.toLowerCase()]?.split(','));
		case 'headers':
			return readPrefixed(request.headers, name.toLowerCase());
		case 'querystring': {
			const raw = request.query[name];
			return readTexts(model, shape, name, typeof raw === 'string' ? [raw] : (raw ?? undefined));
		}
		default:
			return undefined;
	}
}

function readTexts(
	model: ServiceModel,
	shape: Shape,
	name: string,
	texts: readonly string[] | undefined
): unknown {
	if (texts === undefined) return undefined;
	if (shape.type === 'list') {
		const item = shapeOf(model, shape.member?.shape);
		return texts.map((text) => readOne(item, name, text.trim()));
	}
	return readOne(shape, name, texts.join(','));
}

function readOne(shape: Shape, name: string, text: string): unknown {
	const value = readText(shape, text);
	if (value !== undefined) return value;
	throw new AwsError('InvalidArgument', `The value '${text}' of '${name}' is no ${shape.type}.`, 400, {
		members: { ArgumentName: name, ArgumentValue: text }
	});
}

function readPrefixed(
	headers: Readonly<Record<string, string>>,
	prefix: string
): Record<string, string> | undefined {
	const found = Object.entries(headers).filter(([name]) => name.startsWith(prefix));
	if (found.length === 0) return undefined;
	return Object.fromEntries(found.map(([name, value]) => [name.slice(prefix.length), value]));
}
