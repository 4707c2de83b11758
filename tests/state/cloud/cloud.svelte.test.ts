import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EndpointView, MeterLine, RegionEvent, RegionSnapshot } from '#sim/events.ts';
import { CloudState } from '#state/cloud/cloud.svelte.ts';

const START = Date.UTC(2026, 2, 1, 12);

const snapshot: RegionSnapshot = {
	now: START,
	speed: 60,
	accountId: '111122223333',
	region: 'us-east-1',
	buckets: [{ name: 'b', createdAt: START }],
	objects: [],
	trainingJobs: [],
	metrics: {},
	endpoints: [],
	logs: [],
	meter: [],
	settings: { prices: {}, quotas: {} }
};

const endpoint: EndpointView = {
	name: 'e',
	status: 'InService',
	configName: 'c',
	variants: [],
	createdAt: START,
	failureReason: null,
	invocations: 0
};

const hosting: MeterLine = {
	id: 'm',
	service: 'Hosting',
	resource: 'e',
	sku: 'ml.m5.xlarge',
	quantity: 1,
	price: 0.23,
	timed: true,
	startedAt: START,
	endedAt: null
};

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function watching(given: Partial<RegionSnapshot> = {}) {
	let tell: (events: readonly RegionEvent[], now: number) => void = () => undefined;
	let real = 0;
	const calls: unknown[] = [];
	const cloud = new CloudState(
		{
			watch(onSnapshot, onEvents) {
				tell = onEvents;
				onSnapshot({ ...snapshot, ...given });
				return () => undefined;
			},
			watchPaths: () => () => undefined,
			changeSettings: () => Promise.resolve(),
			call(...args) {
				calls.push(args);
				return Promise.resolve({});
			},
			killTrainingInstance(jobName) {
				calls.push(['killTrainingInstance', jobName]);
				return Promise.resolve(true);
			}
		},
		() => real
	);
	const pass = (ms: number): void => {
		real += ms;
		vi.advanceTimersByTime(ms);
	};
	return { cloud, calls, pass, tell: (events: readonly RegionEvent[], now = START) => tell(events, now) };
}

describe('CloudState', () => {
	it('shows the snapshot, then what events add, change and remove', () => {
		const { cloud, tell } = watching();
		const object = { bucket: 'b', key: 'k', sizeBytes: 3, modifiedAt: START, etag: '', contentType: '' };
		tell([{ type: 'object', bucket: 'b', key: 'k', object }]);
		expect(cloud.objectsOf('b')).toEqual([object]);
		tell([
			{ type: 'object', bucket: 'b', key: 'k', object: null },
			{ type: 'bucket', name: 'b', bucket: null }
		]);
		expect(cloud.objectsOf('b')).toEqual([]);
		expect(cloud.buckets).toEqual([]);
	});

	it('appends metrics and log lines over the batches', () => {
		const { cloud, tell } = watching();
		const point = (step: number) => ({ name: 'train:rmse', step, value: 1, at: START });
		tell([
			{ type: 'metrics', jobName: 'j', points: [point(0)] },
			{ type: 'metrics', jobName: 'j', points: [point(1)] }
		]);
		const before = cloud.metricsOf('j');
		tell([{ type: 'metrics', jobName: 'j', points: [point(2)] }]);
		expect(before.map((one) => one.step)).toEqual([0, 1]);
		expect(cloud.metricsOf('j').map((one) => one.step)).toEqual([0, 1, 2]);
		const lines = [{ at: START, message: 'hello' }];
		tell([{ type: 'log', group: 'g', stream: 's', lines }]);
		tell([{ type: 'log', group: 'g', stream: 's', lines }]);
		expect(cloud.logLines('g', 's')).toHaveLength(2);
	});

	it('warns of an endpoint as long as its meter runs, and asks to delete it by name', async () => {
		const { cloud, calls, tell } = watching({ endpoints: [endpoint], meter: [hosting] });
		expect(cloud.costlyEndpoints).toEqual([{ endpoint, perHour: 0.23 }]);
		await cloud.deleteEndpoint('e');
		expect(calls).toEqual([['sagemaker', 'DeleteEndpoint', { EndpointName: 'e' }]]);
		tell([{ type: 'meter', line: { ...hosting, endedAt: START + 1000 } }], START + 1000);
		expect(cloud.costlyEndpoints).toEqual([]);
	});

	it('lets the bill tick at the speed of the region while an endpoint stands, and no longer', () => {
		const { cloud, pass, tell } = watching({ endpoints: [endpoint], meter: [hosting] });
		pass(60_000);
		expect(cloud.bill.total).toBeCloseTo(0.23, 10);
		tell([{ type: 'meter', line: { ...hosting, endedAt: START + 3_600_000 } }], START + 3_600_000);
		pass(60_000);
		expect(cloud.bill.total).toBeCloseTo(0.23, 10);
		expect(vi.getTimerCount()).toBe(0);
	});

	it('never lets time run backwards when the region is a little behind', () => {
		const { cloud, pass, tell } = watching({ endpoints: [endpoint], meter: [hosting] });
		pass(1000);
		const before = cloud.now;
		expect(before).toBe(START + 60_000);
		tell([], START + 59_000);
		expect(cloud.now).toBe(before);
	});

	it('ticks for a watcher, once however often it lets go', () => {
		const { cloud, pass } = watching();
		const release = cloud.watchTime();
		pass(1000);
		expect(cloud.now).toBe(START + 60_000);
		release();
		release();
		expect(vi.getTimerCount()).toBe(0);
	});

	it('forgets everything but where it is when the account is emptied', () => {
		const { cloud, tell } = watching({ endpoints: [endpoint], meter: [hosting] });
		tell([{ type: 'reset' }]);
		expect([cloud.buckets, cloud.endpoints, cloud.bill.total, cloud.region]).toEqual([
			[],
			[],
			0,
			'us-east-1'
		]);
	});
});
