import { describe, expect, it } from 'vitest';
import { readOptions } from '#server/options.ts';

describe('readOptions', () => {
	it('has defaults for everything', () => {
		expect(readOptions([])).toEqual({
			port: 4566,
			data: null,
			clock: 'accelerated',
			profile: 'real',
			unknownRoles: 'refused',
			importFrom: null,
			exportTo: null,
			quiet: false,
			allowCode: false,
			settings: null
		});
	});

	it('takes every option', () => {
		const args = ['--port', '0', '--data', 'here', '--clock', 'real', '--profile=real', '--quiet'];
		const more = ['--unknown-roles', 'trusted', '--import', 'a', '--export', 'b', '--settings', 'p.json'];
		expect(readOptions([...args, ...more, '--allow-code'])).toEqual({
			port: 0,
			data: 'here',
			clock: 'real',
			profile: 'real',
			unknownRoles: 'trusted',
			importFrom: 'a',
			exportTo: 'b',
			quiet: true,
			allowCode: true,
			settings: 'p.json'
		});
		expect(readOptions(['--profile', 'api-only'])).toMatchObject({
			clock: 'instant',
			unknownRoles: 'trusted'
		});
		expect(readOptions(['--help'])).toBeNull();
	});

	it.each<[string[], string]>([
		[['--port', '70000'], "--port takes a number from 0 to 65535, not '70000'."],
		[['--port', 'x'], "not 'x'"],
		[['--clock', 'slow'], "--clock takes one of instant, accelerated, real, not 'slow'."],
		[['--profile', 'fast'], "--profile takes one of real, api-only, not 'fast'."],
		[['--profile', 'api-only', '--clock', 'real'], "--profile api-only has the clock 'instant', not 'real'."],
		[['--unknown-roles', 'some'], "--unknown-roles takes one of refused, trusted, not 'some'."],
		[['--export', 'a.zip'], '--export needs --data'],
		[['--data', 'here', '--import', ''], '--import takes the name of a file'],
		[['--data', ''], '--data takes the name of a folder'],
		[['--nonsense'], "Unknown option '--nonsense'"],
		[['stray'], "Unexpected argument 'stray'"],
		[['--port'], 'argument missing']
	])('refuses %j by name', (args, message) => {
		expect(() => readOptions(args)).toThrow(message);
	});
});
