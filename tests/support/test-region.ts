import { afterEach } from 'vitest';
import type { Clock } from '#base/clock.ts';
import { Rng } from '#base/rng.ts';
import { createRegion, type Region, type RegionOptions } from '#sim/region.ts';
import type { RegionEvent } from '#sim/events.ts';
import type { FunctionRunner, InferenceRunner, ScriptRunner, TrainingRunner } from '#sim/ports.ts';
import { awsClients, type AwsClients } from './aws-clients.ts';
import { clonedStorage, type TestStorage } from './cloned-storage.ts';
import { instantClock } from './instant-clock.ts';
import { lineFitInference, lineFitTraining } from './line-fit.ts';

export const ROLE = 'arn:aws:iam::123456789012:role/AmazonSageMaker-ExecutionRole';
export const IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1';

export interface TestRegion extends AwsClients {
	readonly region: Region;
	readonly storage: TestStorage;
	readonly clock: Clock;
	/** All events since the region was made. */
	readonly heard: RegionEvent[];
}

export interface TestRegionOptions {
	readonly clock?: Clock;
	readonly storage?: TestStorage;
	readonly training?: TrainingRunner;
	readonly inference?: InferenceRunner;
	readonly scripts?: ScriptRunner;
	readonly functions?: FunctionRunner;
	readonly region?: string;
	readonly unknownRoles?: 'trusted' | 'refused';
	readonly pathClock?: () => number;
	readonly quotas?: RegionOptions['quotas'];
}

const opened: Region[] = [];

afterEach(() => {
	for (const region of opened.splice(0)) region.close();
});

/** A region with the small containers of line-fit.ts, and AWS's clients to it. Closed after the test. */
export async function testRegion(options: TestRegionOptions = {}): Promise<TestRegion> {
	const { clock = instantClock(), storage = clonedStorage() } = options;
	const region = await createRegion({
		clock,
		storage,
		rng: new Rng(1),
		training: options.training ?? lineFitTraining(),
		inference: options.inference ?? lineFitInference(),
		...(options.scripts ? { scripts: options.scripts } : {}),
		...(options.functions === undefined ? {} : { functions: options.functions }),
		...(options.region === undefined ? {} : { region: options.region }),
		...(options.quotas === undefined ? {} : { quotas: options.quotas }),
		...(options.pathClock === undefined ? {} : { pathClock: options.pathClock }),
		...(options.unknownRoles === undefined ? {} : { unknownRoles: options.unknownRoles })
	});
	opened.push(region);
	const heard: RegionEvent[] = [];
	region.events.on((event) => heard.push(event));
	return { region, storage, clock, heard, ...awsClients((request) => region.handle(request)) };
}

/** The rejection's name, status and message, in one line that a test can compare. */
export async function errorOf(promise: Promise<unknown>): Promise<string> {
	try {
		await promise;
	} catch (error) {
		const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
		return `${name} ${$metadata?.httpStatusCode}: ${message}`;
	}
	return 'no error';
}
