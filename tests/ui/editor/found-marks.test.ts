// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { markStill } from '#ui/editor/found-marks.ts';

describe('markStill', () => {
	it('marks stretches over the borders of elements, and leaves the text as it is', () => {
		const root = document.createElement('code');
		root.innerHTML = '<span>const</span> rows = <span>rows</span>;';
		markStill(root, [
			{ from: 4, to: 8, isCurrent: false },
			{ from: 13, to: 17, isCurrent: true }
		]);
		expect(root.textContent).toBe('const rows = rows;');
		expect([...root.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['t', ' ro', 'rows']);
		expect(root.querySelector('.find-current')?.textContent).toBe('rows');
	});
});
