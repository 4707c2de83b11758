import { UserError } from '#base/errors.ts';
import { isRecord } from '../../protocol/model.ts';

type Condition = Readonly<Record<string, unknown>>;

const COMPARISONS: Readonly<Record<string, (left: Comparable, right: Comparable) => boolean>> = {
	Equals: (left, right) => left === right,
	GreaterThan: (left, right) => left > right,
	GreaterThanOrEqualTo: (left, right) => left >= right,
	LessThan: (left, right) => left < right,
	LessThanOrEqualTo: (left, right) => left <= right
};

type Comparable = string | number | boolean;

/**
 * Whether all conditions of a step hold; their references have been replaced.
 * @throws UserError for a condition that says nothing, and for values that do not compare
 */
export function allHold(conditions: unknown): boolean {
	if (!Array.isArray(conditions)) throw meaningless('Conditions is no list');
	return conditions.every((one: unknown) => holds(one));
}

function holds(condition: unknown): boolean {
	if (!isRecord(condition)) throw meaningless('A condition is no object');
	const type = String(condition['Type']);
	if (type === 'Not') return !holds(condition['Expression']);
	if (type === 'Or' && Array.isArray(condition['Conditions'])) {
		return (condition['Conditions'] as unknown[]).some((one) => holds(one));
	}
	if (type === 'In' && Array.isArray(condition['Values'])) {
		return (condition['Values'] as unknown[]).includes(condition['QueryValue']);
	}
	const compare = Object.hasOwn(COMPARISONS, type) ? COMPARISONS[type] : undefined;
	if (!compare) throw meaningless(`The condition type '${type}' is unknown`);
	return compare(...sides(condition, type));
}

function sides({ LeftValue: left, RightValue: right }: Condition, type: string): [Comparable, Comparable] {
	if (isComparable(left) && isComparable(right) && typeof left === typeof right) return [left, right];
	throw meaningless(`${type} cannot compare ${JSON.stringify(left)} with ${JSON.stringify(right)}`);
}

function isComparable(value: unknown): value is Comparable {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function meaningless(what: string): UserError {
	return new UserError('PipelineCondition', `${what}.`);
}
