import { notSimulated } from '../core/not-simulated.ts';
import { invalidValue } from './errors.ts';

/** An expression of metric math, parsed. */
export type Expression =
	| { readonly kind: 'number'; readonly value: number }
	| { readonly kind: 'name'; readonly name: string }
	| { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
	| { readonly kind: 'list'; readonly items: readonly Expression[] }
	| { readonly kind: 'text'; readonly value: string }
	| {
			readonly kind: 'binary';
			readonly operator: string;
			readonly left: Expression;
			readonly right: Expression;
	  };

/** From the loosest to the tightest. */
const LEVELS: readonly (readonly string[])[] = [
	['OR', '||'],
	['AND', '&&'],
	['==', '!=', '<=', '>=', '<', '>'],
	['+', '-'],
	['*', '/'],
	['^']
];

/**
 * Reads an expression of metric math.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 * @throws AwsError InvalidParameterValueException; NotSimulated for SQL and search expressions
 */
export function parseExpression(text: string): Expression {
	if (/^\s*(SELECT|SEARCH)\b/i.test(text)) {
		throw notSimulated(
			`The expression '${text}'`,
			'Arithmetic and functions over the ids of other queries are.'
		);
	}
	const tokens = [
		...text.matchAll(/\s*(\d+\.?\d*(?:e[-+]?\d+)?|[A-Za-z_]\w*|"[^"]*"|'[^']*'|\|\||&&|[<>=!]=|\S)/gi)
	].map((match) => match[1]!);
	let at = 0;
	const fail = (): never => {
		const where = at < tokens.length ? `at '${tokens[at]}'` : 'at its end';
		throw invalidValue(`Error in expression '${text}': it cannot be read ${where}.`);
	};
	const take = (token: string): void => void (tokens[at] === token ? at++ : fail());
	const list = (end: string): Expression[] => {
		const items: Expression[] = [];
		while (tokens[at] !== end) {
			if (items.length > 0) take(',');
			items.push(level(0));
		}
		take(end);
		return items;
	};
	const level = (n: number): Expression => {
		const operators = LEVELS[n];
		if (!operators) return unary();
		let left = level(n + 1);
		while (at < tokens.length && operators.includes(tokens[at]!.toUpperCase())) {
			const operator = tokens[at++]!.toUpperCase();
			left = { kind: 'binary', operator, left, right: level(n + 1) };
		}
		return left;
	};
	const unary = (): Expression => {
		if (tokens[at] !== '-') return primary();
		at++;
		return { kind: 'binary', operator: '-', left: { kind: 'number', value: 0 }, right: unary() };
	};
	const primary = (): Expression => {
		const token = tokens[at] ?? fail();
		at++;
		if (/^\d/.test(token)) return { kind: 'number', value: Number(token) };
		if (/^["']/.test(token)) return { kind: 'text', value: token.slice(1, -1) };
		if (token === '(') {
			const inner = level(0);
			take(')');
			return inner;
		}
		if (token === '[') return { kind: 'list', items: list(']') };
		if (!/^[A-Za-z_]/.test(token)) {
			at--;
			return fail();
		}
		if (tokens[at] !== '(') return { kind: 'name', name: token };
		at++;
		return { kind: 'call', name: token.toUpperCase(), args: list(')') };
	};
	const whole = level(0);
	return at < tokens.length ? fail() : whole;
}

/** Every id that an expression names. */
export function namesIn(expression: Expression): string[] {
	switch (expression.kind) {
		case 'name':
			return [expression.name];
		case 'binary':
			return [...namesIn(expression.left), ...namesIn(expression.right)];
		case 'list':
			return expression.items.flatMap(namesIn);
		case 'call':
			return expression.args.flatMap(namesIn);
		case 'number':
		case 'text':
			return [];
	}
}
