import { encodeUtf8 } from '#base/bytes.ts';
import type { WireRequest, WireResponse } from '#base/wire.ts';
import { provideBridge, type Bridge } from '#notebook/kernel/bridge.ts';
import type { Output } from '#notebook/outputs.ts';
import { TEST_EPOCH } from '#tests/support/instant-clock.ts';

/** A kernel's bridge whose region answers by script and whose time passes only by sleeping. */
export interface ScriptedBridge {
	now: number;
	readonly requests: WireRequest[];
	readonly outputs: Output[];
	answer: (request: WireRequest) => WireResponse | Promise<WireResponse>;
	/** Called before each sleep; throw from it to play a stopped cell. */
	onSleep: (ms: number) => void;
	files: Record<string, Uint8Array>;
	/** All that was written to stdout. */
	stdout(): string;
	/** Forgets everything between tests. */
	reset(): void;
}

/** Provides the bridge; once per test file, since a kernel's bridge cannot be replaced. */
export function scriptedBridge(): ScriptedBridge {
	const scripted: ScriptedBridge = {
		now: TEST_EPOCH,
		requests: [],
		outputs: [],
		answer: () => json({}),
		onSleep: () => undefined,
		files: {},
		stdout: () =>
			scripted.outputs.map((o) => (o.type === 'stream' && o.name === 'stdout' ? o.text : '')).join(''),
		reset() {
			scripted.now = TEST_EPOCH;
			scripted.requests.length = 0;
			scripted.outputs.length = 0;
			scripted.answer = () => json({});
			scripted.onSleep = () => undefined;
			scripted.files = {};
		}
	};
	provideBridge(bridgeOf(scripted));
	return scripted;
}

function bridgeOf(scripted: ScriptedBridge): Bridge {
	return {
		async request(request) {
			scripted.requests.push(request);
			return scripted.answer(request);
		},
		clock: () => Promise.resolve({ now: scripted.now, speed: Infinity }),
		async sleep(ms) {
			scripted.onSleep(ms);
			scripted.now += ms;
		},
		async file(name) {
			const bytes = scripted.files[name];
			if (!bytes) throw new Error(`no file ${name}`);
			return bytes;
		},
		emit: (output) => void scripted.outputs.push(output),
		display: () => undefined
	};
}

/** A JSON answer as SageMaker gives it. */
export function json(body: unknown, status = 200): WireResponse {
	return {
		status,
		headers: { 'content-type': 'application/x-amz-json-1.1' },
		body: encodeUtf8(JSON.stringify(body))
	};
}

/** A text answer of any content type. */
export function text(body: string, contentType = 'application/xml', status = 200): WireResponse {
	return { status, headers: { 'content-type': contentType }, body: encodeUtf8(body) };
}
