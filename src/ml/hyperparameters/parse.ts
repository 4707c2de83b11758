import { assertNever } from '#base/assert.ts';
import { UserError } from '#base/errors.ts';
import { isInRange, rangeNotation, rangeWords } from './describe-range.ts';
import { nearestName } from './nearest-name.ts';
import type {
	CategoricalHyperparameter,
	ContinuousHyperparameter,
	Hyperparameter,
	Hyperparameters,
	IntegerGroupsHyperparameter,
	IntegerHyperparameter,
	IntegersHyperparameter,
	ListHyperparameter,
	Schema
} from './schema.ts';
import { toolkitWording, type HyperparameterWording } from './wording.ts';

type Value = number | string | readonly string[] | readonly number[] | readonly (readonly number[])[];

/**
 * Values of hyperparameters from the strings of CreateTrainingJob, with defaults filled in and aliases resolved.
 * @param notSimulated names that the real container takes and this one does not, with what each does
 * @param wording how the container says that something is wrong
 * @throws UserError `UnknownHyperparameter`, `HyperparameterNotSimulated`, `MissingHyperparameter` or
 * `InvalidHyperparameter`, naming the key, the rule and the value
 */
export function parseHyperparameters<S extends Schema>(
	schema: S,
	given: Readonly<Record<string, string>>,
	notSimulated: Readonly<Record<string, string>> = {},
	wording: HyperparameterWording = toolkitWording
): Hyperparameters<S> {
	const names = new Map(
		Object.entries(schema).flatMap(([name, { aliases = [] }]) =>
			[name, ...aliases].map((alias) => [alias, name])
		)
	);
	const texts = new Map<string, string>();
	for (const [key, text] of Object.entries(given)) {
		const name = names.get(key);
		if (name === undefined) throw unknownName(key, text, [...names.keys()], notSimulated, wording);
		if (texts.has(name)) throw givenTwice(key, name);
		texts.set(name, text);
	}
	const values: Record<string, Value> = {};
	for (const [name, entry] of Object.entries(schema)) {
		const text = texts.get(name);
		if (text !== undefined) values[name] = parseValue(name, entry, text.trim(), wording);
		else if (entry.required) throw missing(name, entry, wording);
		else if ('default' in entry && entry.default !== undefined) values[name] = entry.default;
	}
	return values as Hyperparameters<S>;
}

const WHOLE = { form: /^[+-]?\d+$/, words: 'a whole number' };
const DECIMAL = { form: /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i, words: 'a number' };

function parseValue(
	name: string,
	entry: Hyperparameter,
	text: string,
	wording: HyperparameterWording
): Value {
	switch (entry.type) {
		case 'Integer':
		case 'Continuous':
			return parseNumeric(name, text, entry, wording);
		case 'Categorical':
			return parseWord(name, text, entry, wording);
		case 'List':
			return itemsOf(text, entry).map((word) => parseWord(name, word, entry, wording));
		case 'Integers':
			return parseIntegers(name, text, entry, wording);
		case 'IntegerGroups':
			return parseGroups(name, text, entry, wording);
		default:
			return assertNever(entry);
	}
}

function itemsOf(text: string, { isJson }: ListHyperparameter): string[] {
	const inside = isJson ? text.replace(/^\[(.*)\]$/, '$1') : text;
	return inside.split(',').map((item) => {
		const word = item.trim();
		return isJson ? word.replace(/^(["'])(.*)\1$/, '$2') : word;
	});
}

function parseNumeric(
	name: string,
	text: string,
	{ type, range, words = [] }: IntegerHyperparameter | ContinuousHyperparameter,
	wording: HyperparameterWording
): number | string {
	if (words.includes(text)) return text;
	const kind = type === 'Integer' ? WHOLE : DECIMAL;
	const also = words.map((word) => ` or ${word}`).join('');
	const hint = `Give ${kind.words}, ${rangeWords(range)}${also}.`;
	if (!kind.form.test(text)) {
		throw new UserError('InvalidHyperparameter', wording.unreadable(name, text, kind.words), { hint });
	}
	const value = Number(text);
	if (Number.isFinite(value) && isInRange(value, range)) return value;
	throw new UserError('InvalidHyperparameter', wording.outside(name, text, rangeNotation(range)), { hint });
}

function parseIntegers(
	name: string,
	text: string,
	{ range }: IntegersHyperparameter | IntegerGroupsHyperparameter,
	wording: HyperparameterWording
): number[] {
	const inside = /^[[(](.*)[\])]$/.exec(text)?.[1]?.replace(/,\s*$/, '');
	const parts = inside?.split(',').map((part) => part.trim());
	const hint = `Give whole numbers in brackets, each ${rangeWords(range)}.`;
	if (!parts?.every((part) => WHOLE.form.test(part))) {
		throw new UserError('InvalidHyperparameter', wording.unreadable(name, text, 'a list of whole numbers'), {
			hint
		});
	}
	const values = parts.map(Number);
	if (values.every((value) => isInRange(value, range))) return values;
	throw new UserError('InvalidHyperparameter', wording.outside(name, text, rangeNotation(range)), { hint });
}

function parseGroups(
	name: string,
	text: string,
	entry: IntegerGroupsHyperparameter,
	wording: HyperparameterWording
): number[][] {
	const inside = /^[[(]\s*(.*?)\s*,?\s*[\])]$/.exec(text)?.[1];
	const groups = inside?.match(/[[(][^[\]()]*[\])]/g);
	if (!groups || inside!.replace(/[[(][^[\]()]*[\])]/g, '').replace(/[,\s]/g, '') !== '') {
		throw new UserError(
			'InvalidHyperparameter',
			wording.unreadable(name, text, 'lists of whole numbers in a list'),
			{ hint: 'Write them like [[0, 2], [1, 3]].' }
		);
	}
	return groups.map((group) => parseIntegers(name, group, entry, wording));
}

function parseWord(
	name: string,
	text: string,
	entry: CategoricalHyperparameter | ListHyperparameter,
	wording: HyperparameterWording
): string {
	if (entry.values.includes(text)) return text;
	if (entry.anyCase && entry.values.includes(text.toLowerCase())) return text.toLowerCase();
	if (entry.type === 'List' && entry.pattern?.test(text)) return text;
	if (entry.notSimulated?.includes(text)) {
		throw new UserError(
			'HyperparameterNotSimulated',
			`Hyperparameter ${name}: ${text} is not simulated yet.`,
			{
				hint: `AWS takes it; here the values are ${entry.values.join(', ')}.`
			}
		);
	}
	const near = nearestName(text, entry.values);
	const allowed = [
		...entry.values,
		...(entry.type === 'List' && entry.patternWords ? [entry.patternWords] : [])
	];
	throw new UserError('InvalidHyperparameter', wording.noneOf(name, text, allowed), {
		hint: near ? `Did you mean ${near}?` : `Give one of ${allowed.join(', ')}.`
	});
}

function unknownName(
	key: string,
	text: string,
	known: readonly string[],
	notSimulated: Readonly<Record<string, string>>,
	wording: HyperparameterWording
): UserError {
	if (Object.hasOwn(notSimulated, key)) {
		return new UserError(
			'HyperparameterNotSimulated',
			`Hyperparameter ${key}: ${text} is not simulated yet.`,
			{
				hint: `On AWS it ${notSimulated[key]}. Leave it out here.`
			}
		);
	}
	const near = nearestName(key, known);
	return new UserError('UnknownHyperparameter', wording.unknown(key), {
		hint: near ? `Did you mean ${near}?` : `The algorithm knows ${known.join(', ')}.`
	});
}

function givenTwice(key: string, name: string): UserError {
	return new UserError(
		'InvalidHyperparameter',
		`Hyperparameter ${name}: it is given twice, also as ${key}.`,
		{
			hint: 'Two of these names mean the same: keep one.'
		}
	);
}

function missing(name: string, entry: Hyperparameter, wording: HyperparameterWording): UserError {
	return new UserError('MissingHyperparameter', wording.missing(name), {
		hint: `${entry.doc} It has no default.`
	});
}
