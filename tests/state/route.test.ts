import { describe, expect, it } from 'vitest';
import { lessonHref, notebookHref, parseRoute } from '#state/route.ts';

describe('parseRoute', () => {
	it.each(['', '#', '#/'])('reads %j as home', (hash) => {
		expect(parseRoute(hash)).toEqual({ page: 'home' });
	});

	it('reads what lessonHref writes', () => {
		expect(parseRoute(lessonHref('boston-housing-deploy'))).toEqual({
			page: 'lesson',
			id: 'boston-housing-deploy'
		});
		expect(parseRoute(lessonHref('50% off/ü'))).toEqual({ page: 'lesson', id: '50% off/ü' });
	});

	it('reads what notebookHref writes', () => {
		expect(parseRoute(notebookHref('a/b'))).toEqual({ page: 'notebook', id: 'a/b' });
	});

	it('takes an address that carries a notebook as it is', () => {
		expect(parseRoute('#nb=7VZtb9s2_-')).toEqual({ page: 'link', hash: '#nb=7VZtb9s2_-' });
	});

	it('keeps the path of an unknown page, and survives a broken escape', () => {
		expect(parseRoute('#/nowhere/else')).toEqual({ page: 'unknown', path: '/nowhere/else' });
		expect(parseRoute('#/lessons/%')).toEqual({ page: 'lesson', id: '%' });
	});
});
