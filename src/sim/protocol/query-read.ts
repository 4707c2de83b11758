import { AwsError } from '#base/errors.ts';
import { decodeUtf8 } from '#base/bytes.ts';
import type { WireRequest } from '#base/wire.ts';
import { shapeOf, type Member, type ServiceModel, type Shape } from './model.ts';
import { readText } from './scalar-text.ts';

/** The fields of a query request: of its form, and of its URL, where older clients put them. */
export function formOf(request: WireRequest): Map<string, string> {
	const inUrl = Object.entries(request.query).flatMap(([name, value]) =>
		typeof value === 'string' ? [[name, value] as const] : []
	);
	return new Map([...inUrl, ...(isForm(request) ? readForm(request.body) : [])]);
}

/** Whether the body is a form: any other may be large, and is not looked at. */
export function isForm({ method, path, headers }: Omit<WireRequest, 'body'>): boolean {
	const type = headers['content-type'];
	if (type === undefined) return method === 'POST' && path === '/';
	return type.startsWith('application/x-www-form-urlencoded');
}

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

/** `Tags.member.1.Key=…` as a tree, so that reading costs as much as the form is long. */
interface Field {
	text: string | undefined;
	readonly children: Map<string, Field>;
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
	return readStructure(model, shapeOf(model, shapeName), fieldsOf(form), '');
}

/** No shape goes deeper; what does is nobody's. */
const DEEPEST = 64;

function fieldsOf(form: ReadonlyMap<string, string>): Field {
	const root = newField();
	for (const [name, text] of form) {
		let field = root;
		for (const part of name.split('.', DEEPEST)) {
			const child = field.children.get(part) ?? newField();
			field.children.set(part, child);
			field = child;
		}
		field.text = text;
	}
	return root;
}

function newField(): Field {
	return { text: undefined, children: new Map() };
}

function read(model: ServiceModel, shape: Shape, field: Field, path: string): unknown {
	switch (shape.type) {
		case 'structure':
			return readStructure(model, shape, field, path);
		case 'list':
			return readList(model, shape, shape.flattened ? field : insideOf(field, itemName(shape.member)), path);
		case 'map':
			return readMap(model, shape, shape.flattened ? field : insideOf(field, 'entry'), path);
		default: {
			const { text } = field;
			if (text === undefined) return undefined;
			const value = readText(shape, text);
			if (value !== undefined) return value;
			throw new AwsError('MalformedInput', `'${text}' at '${path}' is no ${shape.type}.`);
		}
	}
}

function readStructure(model: ServiceModel, shape: Shape, field: Field, path: string): unknown {
	const value: Record<string, unknown> = {};
	for (const [name, member] of Object.entries(shape.members ?? {})) {
		const part = member.locationName ?? name;
		const child = field.children.get(part);
		const item = child && read(model, shapeOf(model, member.shape), child, path ? `${path}.${part}` : part);
		if (item !== undefined) value[name] = item;
	}
	return value;
}

/** Items are numbered from 1; a list without any is `Name=`. */
function readList(model: ServiceModel, shape: Shape, field: Field, path: string): unknown {
	const member = shapeOf(model, shape.member?.shape);
	const items: unknown[] = [];
	for (let i = 1; field.children.has(String(i)); i++) {
		const item = read(model, member, field.children.get(String(i))!, `${path}.${i}`);
		if (item !== undefined) items.push(item);
	}
	return items.length > 0 || field.text === '' ? items : undefined;
}

function readMap(model: ServiceModel, shape: Shape, field: Field, path: string): unknown {
	const member = shapeOf(model, shape.value?.shape);
	const entries: [string, unknown][] = [];
	for (let i = 1; field.children.has(String(i)); i++) {
		const entry = field.children.get(String(i))!;
		const key = entry.children.get(shape.key?.locationName ?? 'key')?.text;
		const item = entry.children.get(shape.value?.locationName ?? 'value');
		if (key === undefined) break;
		entries.push([key, item && read(model, member, item, `${path}.${i}`)]);
	}
	return entries.length > 0 || field.text === '' ? Object.fromEntries(entries) : undefined;
}

/** The items' parent; where there is none, the field itself, which says whether the list is empty. */
function insideOf(field: Field, name: string): Field {
	return field.children.get(name) ?? { text: field.text, children: new Map() };
}

function itemName(member: Member | undefined): string {
	return member?.locationName ?? 'member';
}
