import { AwsError } from '#base/errors.ts';
import { decodeUtf8 } from '#base/bytes.ts';
import { shapeOf, type Member, type ServiceModel, type Shape } from './model.ts';
import { readText } from './scalar-text.ts';

/** The fields of an `application/x-www-form-urlencoded` body; undecodable escapes stay as they are. */
export function readForm(body: Uint8Array): Map<string, string> {
	const pairs = decodeUtf8(body)
		.split('&')
		.filter((pair) => pair !== '');
	return new Map(
		pairs.map((pair) => {
			const at = pair.indexOf('=');
			const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
			return [decodeField(name), decodeField(value)];
		})
	);
}

function decodeField(text: string): string {
	try {
		return decodeURIComponent(text.replaceAll('+', ' '));
	} catch {
		return text;
	}
}

/**
 * The native input of an AWS query request: `Tags.member.1.Key=…`.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 * @throws AwsError MalformedInput where a value is not of its type
 */
export function readQuery(
	model: ServiceModel,
	shapeName: string | undefined,
	form: ReadonlyMap<string, string>
): unknown {
	return read(model, shapeOf(model, shapeName), form, '') ?? {};
}

/** Undefined where no field begins with `prefix`. */
function read(model: ServiceModel, shape: Shape, form: ReadonlyMap<string, string>, prefix: string): unknown {
	if (prefix !== '' && !begins(form, prefix)) return undefined;
	switch (shape.type) {
		case 'structure':
			return readStructure(model, shape, form, prefix);
		case 'list':
			return readList(model, shape, form, shape.flattened ? prefix : `${prefix}.${itemName(shape.member)}`);
		case 'map':
			return readMap(model, shape, form, shape.flattened ? prefix : `${prefix}.entry`);
		default: {
			const text = form.get(prefix);
			if (text === undefined) return undefined;
			const value = readText(shape, text);
			if (value !== undefined) return value;
			throw new AwsError('MalformedInput', `'${text}' at '${prefix}' is no ${shape.type}.`);
		}
	}
}

function readStructure(
	model: ServiceModel,
	shape: Shape,
	form: ReadonlyMap<string, string>,
	prefix: string
): unknown {
	const value: Record<string, unknown> = {};
	for (const [name, member] of Object.entries(shape.members ?? {})) {
		const field = member.locationName ?? name;
		const item = read(model, shapeOf(model, member.shape), form, prefix ? `${prefix}.${field}` : field);
		if (item !== undefined) value[name] = item;
	}
	return Object.keys(value).length > 0 ? value : undefined;
}

function readList(
	model: ServiceModel,
	shape: Shape,
	form: ReadonlyMap<string, string>,
	prefix: string
): unknown {
	const member = shapeOf(model, shape.member?.shape);
	const items: unknown[] = [];
	for (let i = 1; ; i++) {
		const item = read(model, member, form, `${prefix}.${i}`);
		if (item === undefined) break;
		items.push(item);
	}
	return items.length > 0 ? items : undefined;
}

function readMap(
	model: ServiceModel,
	shape: Shape,
	form: ReadonlyMap<string, string>,
	prefix: string
): unknown {
	const member = shapeOf(model, shape.value?.shape);
	const entries: [string, unknown][] = [];
	for (let i = 1; ; i++) {
		const key = form.get(`${prefix}.${i}.${shape.key?.locationName ?? 'key'}`);
		if (key === undefined) break;
		entries.push([key, read(model, member, form, `${prefix}.${i}.${shape.value?.locationName ?? 'value'}`)]);
	}
	return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function begins(form: ReadonlyMap<string, string>, prefix: string): boolean {
	return [...form.keys()].some((name) => name === prefix || name.startsWith(`${prefix}.`));
}

function itemName(member: Member | undefined): string {
	return member?.locationName ?? 'member';
}
