import { AlgorithmError, AwsError } from '#base/errors.ts';
import { fromBase64, toBase64 } from '#base/bytes.ts';
import { isRecord, shapeOf, type Member, type ServiceModel, type Shape } from './model.ts';
import { writeText } from './scalar-text.ts';

/**
 * Values as trees of objects and arrays, in three forms: `native`, as AWS's SDK for JavaScript gives and takes them and
 * as operations see them (Date, Uint8Array); `json`, as they travel (epoch seconds, Base64); `rest-json`, which differs
 * from it in that members may travel under other names, or outside the body, and times in other formats.
 */
export type Form = 'native' | 'json' | 'rest-json';

/** Recursive shapes allow any depth; a deeper value would only break the stack. */
const DEEPEST = 200;
const LARGEST_INTEGER = 2 ** 31;
const LARGEST_LONG = 2 ** 63;

/**
 * The native value of a tree that came from outside. Members that the shape does not know are dropped, as AWS does;
 * null counts as absent.
 * @throws AwsError SerializationException where a type is wrong, naming the member
 */
export function readTree(
	model: ServiceModel,
	shapeName: string | undefined,
	raw: unknown,
	form: Form
): unknown {
	return read(model, shapeOf(model, shapeName), raw, form, '', 0);
}

function read(
	model: ServiceModel,
	shape: Shape,
	raw: unknown,
	form: Form,
	path: string,
	depth: number
): unknown {
	if (depth > DEEPEST) throw new AwsError('SerializationException', 'The input is nested too deeply.');
	const inside = (member: Member | undefined, item: unknown, at: string): unknown =>
		read(model, shapeOf(model, member?.shape), item, form, at, depth + 1);
	switch (shape.type) {
		case 'structure': {
			if (!isRecord(raw)) throw wrongType(raw, 'an Object', path);
			const value: Record<string, unknown> = {};
			for (const [name, member] of Object.entries(shape.members ?? {})) {
				const sent = sentName(name, member, form);
				const item = sent !== null && Object.hasOwn(raw, sent) ? raw[sent] : undefined;
				if (item === undefined || item === null) continue;
				value[name] = inside(member, item, path ? `${path}.${name}` : name);
			}
			return value;
		}
		case 'list':
			if (!Array.isArray(raw)) throw wrongType(raw, 'a List', path);
			return raw.map((item, i) => inside(shape.member, item, `${path}[${i}]`));
		case 'map': {
			if (!isRecord(raw)) throw wrongType(raw, 'a Map', path);
			const present = Object.entries(raw).filter(([, item]) => item !== undefined && item !== null);
			return Object.fromEntries(
				present.map(([key, item]) => [key, inside(shape.value, item, `${path}.${key}`)])
			);
		}
		default:
			return readScalar(shape, raw, form, path);
	}
}

/** What a member is called in the body; null where it travels outside. */
function sentName(name: string, member: Member, form: Form): string | null {
	if (form !== 'rest-json') return name;
	return member.location === undefined ? (member.locationName ?? name) : null;
}

function readScalar(shape: Shape, raw: unknown, form: Form, path: string): unknown {
	switch (shape.type) {
		case 'string':
			if (typeof raw === 'string') return raw;
			throw wrongType(raw, 'a String', path);
		case 'boolean':
			if (typeof raw === 'boolean') return raw;
			throw wrongType(raw, 'a Boolean', path);
		case 'integer':
		case 'long':
			if (isInteger(raw, shape.type === 'long' ? LARGEST_LONG : LARGEST_INTEGER)) return raw;
			throw wrongType(raw, shape.type === 'long' ? 'a Long' : 'an Integer', path);
		case 'float':
		case 'double':
			return readFloat(raw, path);
		case 'timestamp':
			return readTimestamp(raw, path);
		default:
			return readBlob(raw, form, path);
	}
}

function isInteger(raw: unknown, limit: number): boolean {
	return typeof raw === 'number' && Number.isInteger(raw) && raw >= -limit && raw < limit;
}

function readFloat(raw: unknown, path: string): number {
	if (typeof raw === 'number') return raw;
	if (raw === 'NaN' || raw === 'Infinity' || raw === '-Infinity') return Number(raw);
	throw wrongType(raw, 'a Float', path);
}

function readTimestamp(raw: unknown, path: string): Date {
	const date =
		raw instanceof Date
			? raw
			: typeof raw === 'number'
				? new Date(Math.round(raw * 1000))
				: typeof raw === 'string'
					? new Date(raw)
					: null;
	if (date === null || Number.isNaN(date.getTime())) throw wrongType(raw, 'a Timestamp', path);
	return date;
}

function readBlob(raw: unknown, form: Form, path: string): Uint8Array {
	if (form === 'native' && raw instanceof Uint8Array) return raw;
	const bytes = form !== 'native' && typeof raw === 'string' ? fromBase64(raw) : null;
	if (!bytes) throw wrongType(raw, 'a Blob', path);
	return bytes;
}

function wrongType(raw: unknown, wanted: string, path: string): AwsError {
	const kind = Array.isArray(raw) ? 'LIST' : raw === null ? 'NULL' : typeof raw;
	const at = path === '' ? 'the input' : `'${path}'`;
	return new AwsError(
		'SerializationException',
		`${kind.toUpperCase()}_VALUE at ${at} can not be converted to ${wanted}`
	);
}

/**
 * A native value in the given form, without its undefined members.
 * @throws AlgorithmError for a member that the shape does not know: an operation must not answer what AWS cannot
 */
export function writeTree(
	model: ServiceModel,
	shapeName: string | undefined,
	value: unknown,
	form: Form
): unknown {
	return write(model, shapeOf(model, shapeName), value, form, shapeName ?? 'output');
}

function write(model: ServiceModel, shape: Shape, value: unknown, form: Form, path: string): unknown {
	if (shape.type === 'structure' || shape.type === 'map') {
		if (!isRecord(value)) throw misfit(path, value);
		const present = Object.entries(value).filter(([, item]) => item !== undefined);
		// Not by assignment: a key may be `__proto__`.
		return Object.fromEntries(
			present.map(([name, item]) => {
				const member = shape.type === 'map' ? shape.value : knownMember(shape, name, path);
				const sent = shape.type === 'map' || form !== 'rest-json' ? name : (member?.locationName ?? name);
				return [sent, write(model, shapeOf(model, member?.shape), item, form, `${path}.${name}`)];
			})
		);
	}
	if (shape.type === 'list') {
		if (!Array.isArray(value)) throw misfit(path, value);
		const member = shapeOf(model, shape.member?.shape);
		return value.map((item, i) => write(model, member, item, form, `${path}[${i}]`));
	}
	if (shape.type === 'timestamp' && value instanceof Date) return writeTime(shape, value, form);
	if (shape.type === 'blob' && value instanceof Uint8Array)
		return form === 'native' ? value : toBase64(value);
	if (typeof value !== jsType(shape)) throw misfit(path, value);
	// JSON has no word for these; AWS writes them as strings.
	if (typeof value === 'number' && form !== 'native' && !Number.isFinite(value)) return String(value);
	return value;
}

function knownMember(shape: Shape, name: string, path: string): Member {
	const member = Object.hasOwn(shape.members ?? {}, name) ? shape.members?.[name] : undefined;
	if (member) return member;
	throw new AlgorithmError('UnknownOutputMember', `${path} has no member '${name}' in AWS's model.`);
}

function writeTime(shape: Shape, date: Date, form: Form): unknown {
	if (form === 'native') return date;
	if (form === 'json' || shape.timestampFormat === undefined) return date.getTime() / 1000;
	return shape.timestampFormat === 'unixTimestamp' ? date.getTime() / 1000 : writeText(shape, date, 'xml');
}

function jsType({ type }: Shape): string {
	if (type === 'string' || type === 'boolean') return type;
	return type === 'timestamp' || type === 'blob' ? 'object' : 'number';
}

function misfit(path: string, value: unknown): AlgorithmError {
	return new AlgorithmError('MisfitOutput', `${path} cannot be ${typeof value} in AWS's model.`);
}
