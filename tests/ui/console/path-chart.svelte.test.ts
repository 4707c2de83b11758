import { describe, expect, it } from 'vitest';
import type { PathStep, RequestPath } from '#sim/paths/index.ts';
import { pathChart } from '#ui/console/requests/path-chart.ts';
import { stepTime } from '#ui/console/requests/step-text.ts';
import { lanesOf, movesOf } from '#ui/console/requests/path-lanes.ts';

const step = (kind: PathStep['kind'], facts: PathStep['facts'] = {}): PathStep => ({
	kind,
	startedMs: 0,
	tookMs: 0.5,
	facts
});

const path = (steps: readonly PathStep[], changes: Partial<RequestPath> = {}): RequestPath => ({
	number: 1,
	requestId: 'r',
	at: 0,
	service: 'sagemaker-runtime',
	operation: 'InvokeEndpoint',
	resource: 'e',
	status: 200,
	errorCode: null,
	requestBytes: 12,
	answerBytes: 3,
	tookMs: 2,
	steps,
	...changes
});

const invoked = path([
	step('received'),
	step('variant'),
	step('container', { bytesIn: 12, bytesOut: 3, status: 200 }),
	step('answer')
]);

describe('the drawing of a request', () => {
	it('leads from the client to the container and back, with the bytes that travel', () => {
		expect(lanesOf(invoked)).toEqual(['client', 'region', 'container']);
		expect(movesOf(invoked).map(({ from, to, bytes }) => [from, to, bytes])).toEqual([
			['client', 'region', 12],
			['region', 'region', null],
			['region', 'container', 12],
			['container', 'region', 3],
			['region', 'client', 3]
		]);
	});

	it('has no lane for a container that nobody asked, and a way back for a call without the wire', () => {
		const call = path([step('received'), step('operation')]);
		expect(lanesOf(call)).toEqual(['client', 'region']);
		expect(movesOf(call).at(-1)).toMatchObject({ from: 'region', to: 'client', isRefusal: false });
	});

	it('marks what was refused, also by the container', () => {
		const refused = path([step('received'), step('refused'), step('answer')], {
			errorCode: 'ValidationError'
		});
		expect(movesOf(refused).map(({ isRefusal }) => isRefusal)).toEqual([false, true, true]);
		const broken = path([step('container', { status: 500 }), step('refused'), step('answer')]);
		expect(movesOf(broken)[1]!.isRefusal).toBe(true);
	});

	it('tells times as finely as browsers do', () => {
		expect([0, 0.04, 0.3, 9.96, 21.4].map(stepTime)).toEqual([
			...['<0.1 ms', '<0.1 ms', '0.3 ms', '10.0 ms', '21 ms']
		]);
	});

	it('says the whole way in words, and shows where one is', () => {
		const drawing = pathChart({ path: invoked, current: 2, width: 360 });
		expect(drawing.getAttribute('role')).toBe('img');
		expect(drawing.getAttribute('aria-label')).toBe(
			'The way of InvokeEndpoint, answered with status 200: Request arrives 0.5 ms, Choice of variant 0.5 ms, Container 0.5 ms, Answer 0.5 ms.'
		);
		expect([...drawing.querySelectorAll('.move')].map((node) => node.getAttribute('class'))).toEqual([
			...['move past', 'move past', 'move current', 'move current', 'move']
		]);
		expect(drawing.textContent).toContain('12 B');
	});
});
