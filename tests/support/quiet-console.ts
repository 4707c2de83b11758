import { afterEach, beforeEach, expect, vi } from 'vitest';

/** An unexpected console warning or error fails the test that caused it. */
const heard: string[] = [];

beforeEach(() => {
	heard.length = 0;
	for (const level of ['warn', 'error'] as const) {
		vi.spyOn(console, level).mockImplementation((...args: unknown[]) => {
			heard.push(`console.${level}: ${args.map(String).join(' ')}`);
		});
	}
});

afterEach(() => {
	vi.restoreAllMocks();
	expect(heard, 'unexpected console output').toEqual([]);
});
