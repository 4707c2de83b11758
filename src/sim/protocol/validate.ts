import { AwsError } from '#base/errors.ts';
import { wholePattern } from './java-pattern.ts';
import { isRecord, membersOf, shapeOf, type ServiceModel, type Shape } from './model.ts';

/** A longer text breaks its length too; the pattern's search over it would only cost time. */
const LONGEST_MATCHED = 16_384;

/**
 * All constraints of the shape that `value` breaks, each in the wording of AWS's validator, in the model's order.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/CommonErrors.html (ValidationError)
 */
export function violationsOf(model: ServiceModel, shapeName: string | undefined, value: unknown): string[] {
	const found: string[] = [];
	walk(model, shapeOf(model, shapeName), value, '', found);
	return found;
}

/** Throws one AwsError of `code` that lists every violation, as AWS does; returns where there is none. */
export function validate(
	model: ServiceModel,
	shapeName: string | undefined,
	value: unknown,
	code: string
): void {
	const violations = violationsOf(model, shapeName, value);
	if (violations.length === 0) return;
	throw new AwsError(code, validationMessage(violations));
}

/** `2 validation errors detected: …; …` */
export function validationMessage(violations: readonly string[]): string {
	const errors = violations.length === 1 ? 'error' : 'errors';
	return `${violations.length} validation ${errors} detected: ${violations.join('; ')}`;
}

/** One violation in AWS's wording, for rules that no shape states. */
export function violation(path: string, value: unknown, constraint: string): string {
	const shown = value === undefined ? 'null' : `'${show(value)}'`;
	return `Value ${shown} at '${path}' failed to satisfy constraint: ${constraint}`;
}

function walk(model: ServiceModel, shape: Shape, value: unknown, path: string, found: string[]): void {
	const broken = constraintsBroken(shape, value);
	const tell = (constraint: string): void => {
		const hidden = shape.sensitive || value instanceof Uint8Array;
		found.push(
			hidden
				? `Value at '${path}' failed to satisfy constraint: ${constraint}`
				: violation(path, value, constraint)
		);
	};
	broken.forEach(tell);
	if (shape.type === 'structure' && isRecord(value)) walkMembers(model, shape, value, path, found);
	if (shape.type === 'list' && Array.isArray(value)) walkList(model, shape, value, path, found, tell);
	if (shape.type === 'map' && isRecord(value)) walkMap(model, shape, value, path, found, tell);
}

function walkMembers(
	model: ServiceModel,
	shape: Shape,
	value: Readonly<Record<string, unknown>>,
	path: string,
	found: string[]
): void {
	const { required } = shape;
	const members = membersOf(model, shape);
	// Most of a shape's many members are not there; an iterator would cost more than they do.
	for (let i = 0; i < members.length; i++) {
		const [name, , memberShape] = members[i]!;
		const member = value[name];
		if (member !== undefined) walk(model, memberShape, member, join(path, name), found);
		else if (required?.includes(name)) {
			found.push(violation(join(path, name), undefined, 'Member must not be null'));
		}
	}
}

function walkList(
	model: ServiceModel,
	shape: Shape,
	items: readonly unknown[],
	path: string,
	found: string[],
	tell: (constraint: string) => void
): void {
	const memberShape = shapeOf(model, shape.member?.shape);
	if (isScalar(memberShape)) {
		if (items.some((item) => constraintsBroken(memberShape, item).length > 0)) {
			tell(`Member must satisfy constraint: [${constraintsOf(memberShape).join(', ')}]`);
		}
		return;
	}
	items.forEach((item, i) => walk(model, memberShape, item, `${path}.${i + 1}.member`, found));
}

function walkMap(
	model: ServiceModel,
	shape: Shape,
	value: Readonly<Record<string, unknown>>,
	path: string,
	found: string[],
	tell: (constraint: string) => void
): void {
	const keyShape = shapeOf(model, shape.key?.shape);
	const valueShape = shapeOf(model, shape.value?.shape);
	if (Object.keys(value).some((key) => constraintsBroken(keyShape, key).length > 0)) {
		tell(`Map keys must satisfy constraint: [${constraintsOf(keyShape).join(', ')}]`);
	}
	if (!isScalar(valueShape)) {
		for (const [key, item] of Object.entries(value)) {
			walk(model, valueShape, item, `${path}.${key}.member`, found);
		}
		return;
	}
	if (Object.values(value).some((item) => constraintsBroken(valueShape, item).length > 0)) {
		tell(`Map value must satisfy constraint: [${constraintsOf(valueShape).join(', ')}]`);
	}
}

/** The constraints of `shape` itself, without its members', that `value` breaks. */
function constraintsBroken(shape: Shape, value: unknown): string[] {
	const { min, max } = shape;
	const size = min === undefined && max === undefined ? null : sizeOf(shape, value);
	const measure = isNumber(shape) ? 'value' : 'length';
	const broken: string[] = [];
	if (shape.enum && typeof value === 'string' && !shape.enum.includes(value))
		broken.push(enumRule(shape.enum));
	if (max !== undefined && size !== null && size > max) broken.push(maxRule(measure, max));
	if (min !== undefined && size !== null && size < min) broken.push(minRule(measure, min));
	if (shape.pattern !== undefined && typeof value === 'string' && !matches(shape, shape.pattern, value)) {
		broken.push(patternRule(shape.pattern));
	}
	return broken;
}

function matches(shape: Shape, pattern: string, value: string): boolean {
	if (value.length > LONGEST_MATCHED && value.length > (shape.max ?? Infinity)) return true;
	return wholePattern(pattern).test(value);
}

function constraintsOf(shape: Shape): string[] {
	const measure = isNumber(shape) ? 'value' : 'length';
	const rules: string[] = [];
	if (shape.enum) rules.push(enumRule(shape.enum));
	if (shape.max !== undefined) rules.push(maxRule(measure, shape.max));
	if (shape.min !== undefined) rules.push(minRule(measure, shape.min));
	if (shape.pattern !== undefined) rules.push(patternRule(shape.pattern));
	return rules;
}

const enumRule = (values: readonly string[]): string =>
	`Member must satisfy enum value set: [${values.join(', ')}]`;
const maxRule = (measure: string, max: number): string =>
	`Member must have ${measure} less than or equal to ${max}`;
const minRule = (measure: string, min: number): string =>
	`Member must have ${measure} greater than or equal to ${min}`;
const patternRule = (pattern: string): string => `Member must satisfy regular expression pattern: ${pattern}`;

/** What min and max bound: a number's value, a text's, blob's, list's or map's length; null where they bound nothing. */
function sizeOf(shape: Shape, value: unknown): number | null {
	if (typeof value === 'number') return isNumber(shape) ? value : null;
	if (typeof value === 'string') return codePointsOf(value);
	if (value instanceof Uint8Array || Array.isArray(value)) return value.length;
	return shape.type === 'map' && isRecord(value) ? Object.keys(value).length : null;
}

/** Lengths count code points: a surrogate that follows its other half counts for nothing. */
function codePointsOf(text: string): number {
	let n = text.length;
	for (let i = 1; i < text.length; i++) {
		if ((text.charCodeAt(i) & 0xfc00) === 0xdc00 && (text.charCodeAt(i - 1) & 0xfc00) === 0xd800) n--;
	}
	return n;
}

function isNumber({ type }: Shape): boolean {
	return type === 'integer' || type === 'long' || type === 'float' || type === 'double';
}

function isScalar({ type }: Shape): boolean {
	return type !== 'structure' && type !== 'list' && type !== 'map';
}

/** AWS prints member names with a small first letter. */
function join(path: string, name: string): string {
	const member = name.charAt(0).toLowerCase() + name.slice(1);
	return path === '' ? member : `${path}.${member}`;
}

/** A value as the validator prints it: lists in brackets, maps in braces. */
function show(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
	if (value instanceof Date) return value.toISOString();
	if (isRecord(value)) {
		return `{${Object.entries(value)
			.map(([key, item]) => `${key}=${show(item)}`)
			.join(', ')}}`;
	}
	return String(value);
}
