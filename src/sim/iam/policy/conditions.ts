import { notSimulated } from '../../core/not-simulated.ts';
import type { Conditions } from './document.ts';
import { ipInRange } from './ip-range.ts';
import { fillIn, fitsArn, fitsPattern, type Variables } from './wildcard.ts';

/** What is known of a request, by condition key; keys differ not by case. A key may have several values. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/** How one value of a policy compares with one of the request. */
type Compare = (wanted: string, given: string, variables?: Variables) => boolean;

const equals: Compare = (wanted, given, variables) => fillIn(wanted, variables) === given;
const equalsIgnoringCase: Compare = (wanted, given, variables) =>
	fillIn(wanted, variables)?.toLowerCase() === given.toLowerCase();
const arnFits: Compare = (wanted, given, variables) => fitsArn(wanted, given, variables);
const number =
	(holds: (given: number, wanted: number) => boolean): Compare =>
	(wanted, given) =>
		holds(Number(given), Number(wanted));
const date =
	(holds: (given: number, wanted: number) => boolean): Compare =>
	(wanted, given) =>
		holds(timeOf(given), timeOf(wanted));

interface Operator {
	readonly compare: Compare;
	/** True where no value may compare; a key that the request has not satisfies it. */
	readonly negated?: boolean;
}

const not = ({ compare }: Operator): Operator => ({ compare, negated: true });
const stringEquals: Operator = { compare: equals };
const stringLike: Operator = { compare: fitsPattern };
const arnLike: Operator = { compare: arnFits };
const ipAddress: Operator = { compare: (wanted, given) => ipInRange(given, wanted) };
const numericEquals: Operator = { compare: number((given, wanted) => given === wanted) };
const dateEquals: Operator = { compare: date((given, wanted) => given === wanted) };
const ignoringCase: Operator = { compare: equalsIgnoringCase };

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATORS: Readonly<Record<string, Operator>> = {
	StringEquals: stringEquals,
	StringNotEquals: not(stringEquals),
	StringEqualsIgnoreCase: ignoringCase,
	StringNotEqualsIgnoreCase: not(ignoringCase),
	StringLike: stringLike,
	StringNotLike: not(stringLike),
	ArnEquals: arnLike,
	ArnLike: arnLike,
	ArnNotEquals: not(arnLike),
	ArnNotLike: not(arnLike),
	Bool: ignoringCase,
	IpAddress: ipAddress,
	NotIpAddress: not(ipAddress),
	NumericEquals: numericEquals,
	NumericNotEquals: not(numericEquals),
	NumericLessThan: { compare: number((given, wanted) => given < wanted) },
	NumericLessThanEquals: { compare: number((given, wanted) => given <= wanted) },
	NumericGreaterThan: { compare: number((given, wanted) => given > wanted) },
	NumericGreaterThanEquals: { compare: number((given, wanted) => given >= wanted) },
	DateEquals: dateEquals,
	DateNotEquals: not(dateEquals),
	DateLessThan: { compare: date((given, wanted) => given < wanted) },
	DateLessThanEquals: { compare: date((given, wanted) => given <= wanted) },
	DateGreaterThan: { compare: date((given, wanted) => given > wanted) },
	DateGreaterThanEquals: { compare: date((given, wanted) => given >= wanted) }
};

/** Whether all conditions of a statement hold for a request. @throws AwsError NotSimulated for an unknown operator */
export function conditionsHold(
	conditions: Conditions,
	context: RequestContext,
	variables: Variables | undefined
): boolean {
	return Object.entries(conditions).every(([operator, keys]) =>
		Object.entries(keys).every(([key, wanted]) => holds(operator, wanted, lookUp(context, key), variables))
	);
}

/** Keys that a statement asks about. */
export function conditionKeys(conditions: Conditions): string[] {
	return Object.values(conditions).flatMap((keys) => Object.keys(keys));
}

/** The values that a request has for a key; undefined where it has none. */
export function lookUp(context: RequestContext, key: string): readonly string[] | undefined {
	const found = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
	return typeof found === 'string' ? [found] : found;
}

function holds(
	named: string,
	wanted: readonly string[],
	given: readonly string[] | undefined,
	variables: Variables | undefined
): boolean {
	const [, set, name = '', ifExists] = /^(ForAllValues:|ForAnyValue:)?(.*?)(IfExists)?$/.exec(named) ?? [];
	if (name === 'Null') return wanted.some((value) => (value === 'true') === (given === undefined));
	const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name]! : null;
	if (!operator) throw notSimulated(`The condition operator ${named}`, `Simulated: ${operatorNames()}.`);
	const { compare, negated = false } = operator;
	const one = (value: string): boolean => wanted.some((w) => compare(w, value, variables)) !== negated;
	if (set === 'ForAllValues:') return (given ?? []).every(one);
	if (given === undefined) return set === undefined && (ifExists !== undefined || negated);
	if (set === 'ForAnyValue:') return given.some(one);
	return negated ? given.every(one) : given.some(one);
}

/** The operators that are understood, as a sentence names them. */
function operatorNames(): string {
	return [...Object.keys(OPERATORS), 'Null'].join(', ');
}

/** Milliseconds of an ISO 8601 time or of epoch seconds; NaN, which compares with nothing, for anything else. */
function timeOf(text: string): number {
	return /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}
