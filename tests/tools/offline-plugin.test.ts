import { describe, expect, it } from 'vitest';
import { precacheOf, type BuiltFile } from '../../tools/offline-plugin.ts';

const file = (name: string, text: string, isShell = false): BuiltFile => ({
	name,
	bytes: new TextEncoder().encode(text),
	isShell
});
const build = [
	file('index.html', '<page>', true),
	file('assets/entry.js', 'entry', true),
	file('assets/large.js', 'x'.repeat(500)),
	file('assets/small.js', 'x'),
	file('sw.js', 'worker')
];

describe('the list of a build', () => {
	it('names the page by its folder, the shell first, the rest from small to large, and never the worker', () => {
		const { shell, rest } = precacheOf(build);
		expect(shell).toEqual(['./assets/entry.js', './']);
		expect(rest).toEqual(['./assets/small.js', './assets/large.js']);
	});

	it('has the version of its bytes, in whatever order the files come', () => {
		expect(precacheOf(build.toReversed())).toEqual(precacheOf(build));
	});

	it.each(['index.html', 'assets/small.js', 'sw.js'])('has another version when %s changes', (name) => {
		const changed = build.map((one) => (one.name === name ? file(name, 'changed', one.isShell) : one));
		expect(precacheOf(changed).version).not.toBe(precacheOf(build).version);
	});
});
