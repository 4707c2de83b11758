import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ThemeState } from '#state/theme.svelte.ts';

let isSystemDark = false;

beforeEach(() => {
	localStorage.clear();
	const matchMedia = (): Partial<MediaQueryList> => ({
		matches: isSystemDark,
		addEventListener: () => undefined,
		removeEventListener: () => undefined
	});
	vi.stubGlobal('matchMedia', matchMedia);
});
afterEach(() => vi.unstubAllGlobals());

describe('ThemeState', () => {
	it('does as the system does until the learner chooses', () => {
		isSystemDark = true;
		expect(new ThemeState().isDark).toBe(true);
		isSystemDark = false;
		expect(new ThemeState().isDark).toBe(false);
		expect(document.documentElement.dataset['theme']).toBeUndefined();
	});

	it('remembers the choice', () => {
		new ThemeState().toggle();
		const later = new ThemeState();
		expect([later.choice, later.isDark]).toEqual(['dark', true]);
		expect(document.documentElement.dataset['theme']).toBe('dark');
		later.choose('system');
		expect(new ThemeState().choice).toBe('system');
	});
});
