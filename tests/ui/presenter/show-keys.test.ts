import { describe, expect, it } from 'vitest';
import { actionOf } from '#ui/presenter/show-keys.ts';

const bare = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };

describe('a key in a slide show', () => {
	it.each([
		['PageDown', 'next'],
		['PageUp', 'back'],
		['ArrowRight', 'next'],
		['ArrowLeft', 'back'],
		['.', 'black'],
		['Home', 'first'],
		['End', 'last'],
		['x', null]
	])('%s means %s, on a control too', (key, action) => {
		expect(actionOf({ ...bare, key }, false)).toBe(action);
		expect(actionOf({ ...bare, key }, true)).toBe(action);
	});

	it('goes on with Space and back with Shift and Space, unless a button has the focus', () => {
		expect(actionOf({ ...bare, key: ' ' }, false)).toBe('next');
		expect(actionOf({ ...bare, key: ' ', shiftKey: true }, false)).toBe('back');
		expect(actionOf({ ...bare, key: ' ' }, true)).toBeNull();
		expect(actionOf({ ...bare, key: 'Enter' }, true)).toBeNull();
	});

	it('runs the code with Shift or Ctrl and Enter, and leaves the browser its own shortcuts', () => {
		expect(actionOf({ ...bare, key: 'Enter', shiftKey: true }, true)).toBe('run');
		expect(actionOf({ ...bare, key: 'Enter', ctrlKey: true }, false)).toBe('run');
		expect(actionOf({ ...bare, key: 'ArrowLeft', altKey: true }, false)).toBeNull();
	});
});
