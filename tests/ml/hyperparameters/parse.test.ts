import { describe, expect, test } from 'vitest';
import { parseHyperparameters } from '#ml/hyperparameters/parse.ts';
import type { Schema } from '#ml/hyperparameters/schema.ts';

const schema = {
	num_round: { type: 'Integer', doc: 'Rounds.', range: { min: 1 }, required: true },
	eta: {
		type: 'Continuous',
		doc: 'Step.',
		range: { min: 0, max: 1 },
		default: 0.3,
		aliases: ['learning_rate']
	},
	share: {
		type: 'Continuous',
		doc: 'Share.',
		range: { min: 0, minExclusive: true, max: 1, maxExclusive: true }
	},
	kind: {
		type: 'Categorical',
		doc: 'Kind.',
		values: ['tree', 'line'],
		notSimulated: ['dart'],
		default: 'tree'
	},
	metrics: {
		type: 'List',
		doc: 'Metrics.',
		values: ['rmse', 'mae'],
		pattern: /^error@\d$/,
		patternWords: 'error@t'
	}
} as const satisfies Schema;

const parse = (given: Record<string, string>): ReturnType<typeof parseHyperparameters<typeof schema>> =>
	parseHyperparameters(schema, given, { sketch_eps: 'is the precision of quantiles' });

function failure(given: Record<string, string>): unknown {
	try {
		parse(given);
	} catch (error) {
		const { code, message, hint } = error as { code: string; message: string; hint: string };
		return { code, message, hint };
	}
	throw new Error('it was accepted');
}

test('strings become values, defaults fill in, the rest stays absent', () => {
	expect(parse({ num_round: '10' })).toEqual({ num_round: 10, eta: 0.3, kind: 'tree' });
	expect(
		parse({ num_round: ' 10 ', eta: '1e-1', share: '.5', kind: 'line', metrics: 'mae, error@1' })
	).toEqual({
		num_round: 10,
		eta: 0.1,
		share: 0.5,
		kind: 'line',
		metrics: ['mae', 'error@1']
	});
});

test('an alias sets the value of its name; both together are refused', () => {
	expect(parse({ num_round: '1', learning_rate: '0.7' }).eta).toBe(0.7);
	expect(failure({ num_round: '1', learning_rate: '0.7', eta: '0.7' })).toMatchObject({
		code: 'InvalidHyperparameter',
		message: 'Hyperparameter eta: it is given twice, also as eta.'
	});
});

describe('errors name the key, the rule and the value', () => {
	test.each([
		[{}, 'MissingHyperparameter', 'Missing required hyperparameter: num_round', 'Rounds. It has no default.'],
		[
			{ num_rounds: '3' },
			'UnknownHyperparameter',
			'Extraneous hyperparameter found: num_rounds',
			'Did you mean num_round?'
		],
		[
			{ num_round: '0' },
			'InvalidHyperparameter',
			'Hyperparameter num_round: 0 is not in [1, ∞)',
			'Give a whole number, at least 1.'
		],
		[
			{ num_round: '2.5' },
			'InvalidHyperparameter',
			"Hyperparameter num_round: could not parse value '2.5' as a whole number",
			'Give a whole number, at least 1.'
		],
		[
			{ num_round: '1', eta: '1.5' },
			'InvalidHyperparameter',
			'Hyperparameter eta: 1.5 is not in [0, 1]',
			'Give a number, at least 0 and at most 1.'
		],
		[
			{ num_round: '1', share: '0' },
			'InvalidHyperparameter',
			'Hyperparameter share: 0 is not in (0, 1)',
			'Give a number, above 0 and below 1.'
		],
		[
			{ num_round: '1', eta: 'fast' },
			'InvalidHyperparameter',
			"Hyperparameter eta: could not parse value 'fast' as a number",
			'Give a number, at least 0 and at most 1.'
		],
		[
			{ num_round: '1', kind: 'dart' },
			'HyperparameterNotSimulated',
			'Hyperparameter kind: dart is not simulated yet.',
			'AWS takes it; here the values are tree, line.'
		],
		[
			{ num_round: '1', metrics: 'rsme' },
			'InvalidHyperparameter',
			'Hyperparameter metrics: rsme is not in [rmse, mae, error@t]',
			'Give one of rmse, mae, error@t.'
		],
		[
			{ num_round: '1', sketch_eps: '0.1' },
			'HyperparameterNotSimulated',
			'Hyperparameter sketch_eps: 0.1 is not simulated yet.',
			'On AWS it is the precision of quantiles. Leave it out here.'
		]
	])('%j', (given, code, message, hint) => {
		expect(failure(given as unknown as Record<string, string>)).toEqual({ code, message, hint });
	});

	test.each(['nan', 'inf', '1e999', ''])('eta %j is no number in its range', (eta) => {
		expect(failure({ num_round: '1', eta })).toMatchObject({ code: 'InvalidHyperparameter' });
	});
});
