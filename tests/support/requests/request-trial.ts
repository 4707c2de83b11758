import { decodeUtf8 } from '#base/bytes.ts';
import { Rng } from '#base/rng.ts';
import type { WireRequest, WireResponse } from '#base/wire.ts';
import { memoryStorage } from '#sim/core/memory-storage.ts';
import { createRegion, type Region } from '#sim/region.ts';
import type { ServiceModel } from '#sim/protocol/model.ts';
import { SERVICES } from '#sim/services.ts';
import { instantClock } from '../instant-clock.ts';
import { lineFitInference, lineFitTraining } from '../line-fit.ts';
import { mutateRequest } from './mutate-request.ts';
import { mutateValue } from './mutate-value.ts';
import { valueOfShape } from './value-of-shape.ts';
import { writeRequest } from './write-request.ts';

/** Every operation of every service, in each protocol that the service speaks. */
export interface Target {
	readonly model: ServiceModel;
	readonly protocol: ServiceModel['metadata']['protocol'];
	readonly operation: string;
}

export async function allTargets(): Promise<Target[]> {
	for (const { model } of SERVICES) await model.load?.();
	return SERVICES.flatMap(({ model }) => {
		const { protocol, olderProtocol } = model.metadata;
		const spoken = olderProtocol ? [protocol, olderProtocol] : [protocol];
		return spoken.flatMap((protocol) =>
			Object.keys(model.operations).map((operation) => ({ model, protocol, operation }))
		);
	});
}

/** A request that was right, or nearly, before one to three things in it were spoilt. */
export function spoiltRequest({ model, protocol, operation }: Target, seed: number): WireRequest {
	const rng = new Rng(seed);
	let input = valueOfShape(model, model.operations[operation]!.input?.shape, rng);
	const onWire = rng.next() < 0.3;
	for (let n = onWire ? 0 : 1 + rng.below(3); n > 0; n--) input = mutateValue(input, rng);
	const request = writeRequest(model, protocol, operation, input);
	return onWire ? mutateRequest(request, rng) : request;
}

/** Sends spoilt requests to one region after another; a region lasts until a request succeeds after all. */
export class RequestTrial {
	#region: Region | null = null;
	#writes = 0;
	/** Requests that were refused, and those in which nothing was wrong in the end. */
	readonly counts = { refused: 0, done: 0 };

	/** What is wrong with the answer; null where nothing is. */
	async send(request: WireRequest): Promise<string | null> {
		this.#region ??= await this.#open();
		const before = this.#writes;
		let answer: WireResponse;
		try {
			answer = await this.#region.handle(request);
		} catch (error) {
			return `handle rejected: ${String(error)}`;
		}
		if (answer.status < 400 && answer.status !== 304) {
			this.counts.done++;
			// What it began may write later on.
			if (this.#writes !== before) this.close();
			return null;
		}
		this.counts.refused++;
		if (this.#writes !== before) return `a refused request (${answer.status}) changed the state`;
		return faultOf(request, answer);
	}

	close(): void {
		this.#region?.close();
		this.#region = null;
	}

	#open(): Promise<Region> {
		const storage = memoryStorage();
		const counted = {
			...storage,
			write: (changes: Parameters<typeof storage.write>[0]) => {
				this.#writes++;
				return storage.write(changes);
			}
		};
		return createRegion({
			clock: instantClock(),
			rng: new Rng(7),
			storage: counted,
			training: lineFitTraining(),
			inference: lineFitInference()
		});
	}
}

function faultOf({ method }: WireRequest, { status, headers, body }: WireResponse): string | null {
	const text = decodeUtf8(body);
	if (status >= 500 && status !== 501) return `${status}: ${text}`;
	if (method === 'HEAD' || status === 304) return body.length === 0 ? null : 'HEAD with a body';
	const type = headers['content-type'] ?? '';
	const code = type.includes('json')
		? headers['x-amzn-errortype']
		: /<Code>([A-Za-z.]+)<\/Code>/.exec(text)?.[1];
	if (!code) return `no error code in ${status} ${type}: ${text.slice(0, 200)}`;
	if (status === 501 && code !== 'NotSimulated') return `501 ${code}`;
	return null;
}
