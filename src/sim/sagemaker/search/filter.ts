import type { Filter, SearchExpression } from '@aws-sdk/client-sagemaker';
import { validationException } from '../errors.ts';
import { valuesOf } from './properties.ts';
import type { Entity } from './candidate.ts';

/** Whether an entity is what an expression asks for. @throws AwsError ValidationException */
export function matches(entity: Entity, expression: SearchExpression): boolean {
	const { Filters = [], NestedFilters = [], SubExpressions = [], Operator = 'And' } = expression;
	const answers = [
		...Filters.map((filter) => passes(entity, filter, filter.Name!)),
		...NestedFilters.map(({ NestedPropertyName: name, Filters: inner }) =>
			isNestedMatch(entity, name!, inner!)
		),
		...SubExpressions.map((inner) => matches(entity, inner))
	];
	if (answers.length === 0) return true;
	return Operator === 'Or' ? answers.some(Boolean) : answers.every(Boolean);
}

/** Whether one item of the list passes all filters; their names begin with the list's. */
function isNestedMatch(entity: Entity, list: string, filters: readonly Filter[]): boolean {
	const prefix = `${list}.`;
	const stranger = filters.find(({ Name }) => !Name!.startsWith(prefix));
	if (stranger) {
		throw validationException(`The nested filter '${stranger.Name}' is not under the property '${list}'.`);
	}
	const items = valuesOf(entity, list).flat();
	return items.some((item) =>
		filters.every((filter) => passes(item, filter, filter.Name!.slice(prefix.length)))
	);
}

function passes(entity: unknown, { Operator = 'Equals', Value }: Filter, path: string): boolean {
	const values = valuesOf(entity, path);
	if (Operator === 'Exists') return values.length > 0;
	if (Operator === 'NotExists') return values.length === 0;
	if (Value === undefined) throw validationException(`The filter '${path}' needs a Value.`);
	if (Operator === 'NotEquals') return values.every((value) => compare(value, Value) !== 0);
	const wanted = Operator === 'In' ? Value.split(',').map((text) => text.trim()) : [Value];
	return values.some((value) => wanted.some((text) => isIn(Operator, value, text)));
}

function isIn(operator: string, value: unknown, text: string): boolean {
	if (operator === 'Contains') return String(value).includes(text);
	const order = compare(value, text);
	switch (operator) {
		case 'GreaterThan':
			return order > 0;
		case 'GreaterThanOrEqualTo':
			return order >= 0;
		case 'LessThan':
			return order < 0;
		case 'LessThanOrEqualTo':
			return order <= 0;
		default:
			return order === 0;
	}
}

/** By time, by number where both are numbers, else by text; NaN where nothing can be said. */
function compare(value: unknown, text: string): number {
	if (value instanceof Date) return value.getTime() - Date.parse(text);
	const [a, b] = [Number(value), Number(text)];
	if (String(value).trim() !== '' && text.trim() !== '' && !Number.isNaN(a - b)) return a - b;
	return order(String(value), text);
}

/** Texts in the order of their code units. */
export function order(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
