import { describe, expect, it } from 'vitest';
import { createPipeline, definition, start } from '#tests/support/pipeline.ts';
import { errorOf, testRegion } from '#tests/support/test-region.ts';
import {} from './pipeline-execution.ts';

describe('the definition of a pipeline', () => {
	const cond = (name: string, more: object = {}): Record<string, unknown> => ({
		Name: name,
		Type: 'Condition',
		Arguments: { Conditions: [] },
		...more
	});

	it.each<[string, string, RegExp]>([
		['no JSON', '{', /^ValidationException 400: Unable to parse pipeline definition/],
		['another version', '{"Version":"1","Steps":[]}', /Version '1' is not/],
		['no steps', definition([]), /There are no Steps/],
		['two steps of one name', definition([cond('A'), cond('A')]), /'A' is given twice/],
		['a need that is not there', definition([cond('A', { DependsOn: ['B'] })]), /refers to no step: 'B'/],
		[
			'a circle',
			definition([cond('A', { DependsOn: ['B'] }), cond('B', { DependsOn: ['A'] })]),
			/'A', 'B' wait for each other/
		],
		[
			'an unknown parameter',
			definition([
				cond('A', { Arguments: { Conditions: [{ Type: 'Not', Expression: { Get: 'Parameters.X' } }] } })
			]),
			/refers to no parameter: 'X'/
		],
		[
			'a step that is not simulated',
			definition([{ Name: 'Q', Type: 'QualityCheck', Arguments: {} }]),
			/^NotSimulated 501: The step type QualityCheck/
		],
		[
			'a default of another type',
			definition([cond('A')], { Parameters: [{ Name: 'N', Type: 'Integer', DefaultValue: 'x' }] }),
			/default value of the parameter 'N'/
		]
	])('is refused with %s', async (_, text, fault) => {
		expect(await errorOf(createPipeline(await testRegion(), text))).toMatch(fault);
	});

	it('lets nothing start with parameters that it does not have, or of another type', async () => {
		const aws = await testRegion();
		await createPipeline(
			aws,
			definition([cond('A')], {
				Parameters: [
					{ Name: 'N', Type: 'Integer' },
					{ Name: 'K', Type: 'String', DefaultValue: 'a', EnumValues: ['a', 'b'] }
				]
			})
		);
		const fault = (values: Record<string, string>): Promise<string> =>
			errorOf(
				start(
					aws,
					Object.entries(values).map(([Name, Value]) => ({ Name, Value }))
				)
			);
		expect(await fault({})).toMatch(/^ValidationException 400: The parameter \[N\] has no default/);
		expect(await fault({ N: '1.5' })).toMatch(/'1.5' of the parameter \[N\] is no Integer/);
		expect(await fault({ N: '1', K: 'c' })).toMatch(/\[K\] is no String among \[a, b\]/);
		expect(await fault({ N: '1', X: '2' })).toMatch(/Unknown parameters \[X\]/);
		expect(await fault({ N: '1', K: 'b' })).toBe('no error');
	});
});
