import type { WireRequest } from '#base/wire.ts';
import type { WireContract } from '#engine/region-contract.ts';
import { RegionClient } from '#engine/region-client.ts';
import { Peer } from '#engine/rpc.ts';

/** A page with nothing but a region in its worker, as the real one starts it; calls go over the wire that cells use. */
export interface PageTimes {
	readonly name: string;
	/** Milliseconds of each call. */
	readonly times: readonly number[];
}

const WARM_UP = 300;
const CALLS = 2000;
const ROLE = 'arn:aws:iam::123456789012:role/AmazonSageMaker-ExecutionRole';
const IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1';
const KILOBYTE = new Uint8Array(1000).fill(120);
const NOTHING = new Uint8Array(0);

const CASES: readonly (readonly [name: string, make: (i: number) => WireRequest])[] = [
	['CreateModel', (i) => sagemaker('CreateModel', modelInput(`model-${i}`))],
	['DescribeModel', (i) => sagemaker('DescribeModel', { ModelName: `model-${i % 500}` })],
	['ListModels of 10', () => sagemaker('ListModels', { MaxResults: 10 })],
	['PutObject of 1 kB', (i) => s3('PUT', `/bench/key-${i}`, KILOBYTE)],
	['GetObject of 1 kB', (i) => s3('GET', `/bench/key-${i % 500}`)],
	['HeadObject', (i) => s3('HEAD', `/bench/key-${i % 500}`)]
];

Object.assign(globalThis, { measure });

async function measure(): Promise<readonly PageTimes[]> {
	const worker = new Worker(new URL('../../../src/engine/region.worker.ts', import.meta.url), {
		type: 'module',
		name: 'region'
	});
	const region = new RegionClient(worker);
	await region.open(false, 60);
	const wire = new Peer<Record<never, never>, WireContract>(region.openWire(), {});
	const send = async (request: WireRequest): Promise<void> => {
		const { status } = await wire.call('request', request);
		if (status >= 300) throw new Error(`${request.method} ${request.path} was answered ${status}.`);
	};
	await send(s3('PUT', '/bench'));
	const found: PageTimes[] = [];
	for (const [name, make] of CASES) {
		for (let i = 0; i < WARM_UP; i++) await send(make(i));
		const times: number[] = [];
		for (let i = 0; i < CALLS; i++) {
			const request = make(WARM_UP + i);
			const began = performance.now();
			await send(request);
			times.push(performance.now() - began);
		}
		found.push({ name, times });
	}
	return found;
}

function modelInput(name: string): object {
	return { ModelName: name, ExecutionRoleArn: ROLE, PrimaryContainer: { Image: IMAGE } };
}

function sagemaker(operation: string, input: object): WireRequest {
	return {
		method: 'POST',
		hostname: 'api.sagemaker.us-east-1.amazonaws.com',
		path: '/',
		query: {},
		headers: {
			'content-type': 'application/x-amz-json-1.1',
			'x-amz-target': `SageMaker.${operation}`
		},
		body: new TextEncoder().encode(JSON.stringify(input))
	};
}

function s3(method: string, path: string, body: Uint8Array = NOTHING): WireRequest {
	return { method, hostname: 's3.us-east-1.amazonaws.com', path, query: {}, headers: {}, body };
}
