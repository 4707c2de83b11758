import { PlatformError, type AwsError } from '#base/errors.ts';
import type { Clock } from '#base/clock.ts';
import { Emitter } from '#base/emitter.ts';
import type { Rng } from '#base/rng.ts';
import type { StreamedRequest, StreamedResponse, WireRequest, WireResponse } from '#base/wire.ts';
import { watchAlarms } from './cloudwatch/index.ts';
import type { Context } from './core/context.ts';
import { RequestRecorder, type RequestTrace } from './paths/index.ts';
import { closeLive, createLive, endLive } from './core/live.ts';
import type { Quotas } from './core/quotas.ts';
import type { Service } from './core/service.ts';
import { Store, storedTime } from './core/table.ts';
import { readCall, runOperation, serviceById } from './dispatch.ts';
import type { RegionEvent, RegionSnapshot } from './events.ts';
import type {
	FunctionRunner,
	HostDigests,
	InferenceRunner,
	RegionStorage,
	ScriptRunner,
	TrainingRunner
} from './ports.ts';
import { layerBytes } from './ecr/index.ts';
import { firehoseBytes, restoreFirehose } from './firehose/index.ts';
import { kinesisBytes, restoreKinesis } from './kinesis/index.ts';
import { lambdaBytes, mayInvoke, restoreLambda } from './lambda/index.ts';
import { respondError, toAwsError } from './protocol/respond-error.ts';
import { respond } from './protocol/respond.ts';
import { serviceOf } from './protocol/route.ts';
import { accessKeyOf } from './protocol/signature.ts';
import { gathered, gatheredOutput, readRequest } from './streaming.ts';
import {
	blobIds,
	crossOriginHeaders,
	deliverNotifications,
	moderniseObjects,
	preflight,
	s3
} from './s3/index.ts';
import { pageOf, servePage } from './s3-website/index.ts';
import { SERVICES, TABLES } from './services.ts';
import { LiveSettings, settingsTable } from './settings/index.ts';
import { resumeQueues, storedBodies } from './runtime/index.ts';
import { archiveIdsOf, endpoints, restoreSageMaker } from './sagemaker/index.ts';
import { takeSnapshot } from './snapshot.ts';

export { storedTime } from './core/table.ts';

export const DEFAULT_ACCOUNT = '123456789012';
export const DEFAULT_REGION = 'us-east-1';

export interface RegionOptions {
	/** Must not begin before {@link storedTime} of the storage. */
	readonly clock: Clock;
	readonly rng: Rng;
	readonly storage: RegionStorage;
	readonly training: TrainingRunner;
	readonly inference: InferenceRunner;
	/** Absent where the host runs no functions; then notifications of buckets are kept back, and said to be. */
	readonly functions?: FunctionRunner;
	/** Absent where the host has no sandbox for scripts of learners; then processing jobs are refused. */
	readonly scripts?: ScriptRunner;
	/** For a host that has faster ones than the region's own. */
	readonly digests?: HostDigests;
	/** What the clocks of its clients show, for what they sign; the region's own clock unless told. */
	readonly clientNow?: () => number;
	/** Awaited between the pieces of a long computation, so that other requests get their turn; does nothing unless told. */
	readonly breathe?: () => Promise<void>;
	/** Twelve digits; {@link DEFAULT_ACCOUNT}. */
	readonly accountId?: string;
	/** {@link DEFAULT_REGION}. */
	readonly region?: string;
	/** Records the ways of the latest requests, timed by this monotonic clock in real milliseconds; nothing without it. */
	readonly pathClock?: () => number;
	/** Those that differ from `DEFAULT_QUOTAS`; the account's own settings go before them. */
	readonly quotas?: Partial<Quotas>;
	/**
	 * What a role may do that IAM does not know: everything (`trusted`, the default) or nothing, as on AWS (`refused`). Roles
	 * that IAM knows may do what their policies say.
	 */
	readonly unknownRoles?: 'trusted' | 'refused';
}

/** One simulated AWS region with one account in it. */
export interface Region {
	/** One HTTP exchange with any service. Never rejects: every failure is a response. */
	handle(request: WireRequest): Promise<WireResponse>;
	/** The same on a host that can stream bodies. It does not read a body to its end when it refuses the request. */
	exchange(request: StreamedRequest): Promise<StreamedResponse>;
	/**
	 * An operation without the wire, with input and output as in AWS's SDK for JavaScript (Date, Uint8Array).
	 * @param service the id of a service, e.g. `s3`, `sagemaker` or `sagemaker-runtime`
	 * @throws AwsError as the wire would answer it
	 */
	call(service: string, operation: string, input: unknown): Promise<unknown>;
	/** Hears of every change once it is durable. */
	readonly events: Emitter<RegionEvent>;
	/** Prices and quotas in place of the dated defaults. A reset of the account leaves them. */
	readonly settings: LiveSettings;
	/** The ways of the latest requests; null where the host records none. */
	readonly paths: RequestRecorder | null;
	snapshot(): RegionSnapshot;
	readonly clock: Clock;
	/** Takes the instance of a training job away, as when a machine dies; false while the job has none. */
	killTrainingInstance(jobName: string): boolean;
	/** Runs `work` while the stored state stands still and is whole: all requests that change something wait. */
	standStill<R>(work: () => Promise<R>): Promise<R>;
	/** Ends everything that runs and empties the account, durably. */
	reset(): Promise<void>;
	/** Ends everything that runs and leaves the stored state as it is; later calls fail. */
	close(): void;
}

/** Loads the stored state and takes up what was under way. Rejects with the storage's error. */
export async function createRegion(options: RegionOptions): Promise<Region> {
	const { clock, rng, storage, training, inference } = options;
	const { accountId = DEFAULT_ACCOUNT, region = DEFAULT_REGION, unknownRoles = 'trusted' } = options;
	const events = new Emitter<RegionEvent>();
	const lastSeen = await storedTime(storage);
	const store = await Store.open(storage, TABLES, clock, events);
	const settings = new LiveSettings(store, options.quotas);
	const live = createLive();
	const world = { clock, rng, region, accountId, unknownRoles };
	const { functions = null, scripts = null, digests = {}, clientNow = () => clock.now() } = options;
	const { breathe = () => Promise.resolve() } = options;
	const ports = { training, inference, functions, scripts, digests, clientNow, breathe };
	const ctx: Context = {
		...world,
		...ports,
		store,
		live,
		get quotas() {
			return settings.quotas;
		},
		mayInvoke: (arn, caller) => mayInvoke(ctx, arn, caller)
	};
	await moderniseObjects(ctx);
	deliverNotifications(ctx, events);
	await restoreSageMaker(ctx, lastSeen);
	resumeQueues(ctx);
	restoreKinesis(ctx);
	restoreFirehose(ctx);
	restoreLambda(ctx);
	watchAlarms(ctx);
	const paths = options.pathClock ? new RequestRecorder(options.pathClock) : null;
	return {
		handle: async (request) => gathered(await exchange(ctx, paths, request)),
		exchange: (request) => exchange(ctx, paths, request),
		call: (service, operation, input) => call(ctx, paths, service, operation, input),
		events,
		settings,
		paths,
		snapshot: () => takeSnapshot(ctx),
		clock,
		killTrainingInstance: (jobName) => ctx.live.jobs.get(jobName)?.kill() ?? false,
		standStill: (work) => ctx.store.standStill(work),
		async reset() {
			await reset(ctx);
			paths?.forget();
		},
		close() {
			store.close();
			closeLive(ctx.live, new PlatformError('RegionClosed', 'The region was closed.'));
		}
	};
}

async function exchange(
	ctx: Context,
	paths: RequestRecorder | null,
	request: StreamedRequest
): Promise<StreamedResponse> {
	const requestId = ctx.rng.uuid();
	const page = pageOf(request);
	if (page) return servePage(ctx, page, request, requestId);
	const trace = paths?.begin({ requestId, at: ctx.clock.now(), requestBytes: sizeOf(request.body) });
	trace?.mark('received', { method: request.method, host: request.hostname, path: request.path });
	let service: Service = s3;
	let answer: StreamedResponse;
	try {
		if (isPreflight(request)) return preflight(ctx, request);
		const { route, input } = await readRequest(request, (found) => {
			service = found;
			found.admit?.(ctx, request);
			trace?.mark('signature', { accessKey: accessKeyOf(request) });
			return loadModel(ctx, found);
		});
		trace?.found(service.id, route.operation, input);
		trace?.mark('route', { service: service.name, operation: route.operation, protocol: route.protocol });
		const caller = { accessKeyId: accessKeyOf(request), ...(trace ? { trace } : {}) };
		const output = await runOperation(forCaller(ctx, caller), service, route.operation, input);
		answer = respond(route, output, requestId);
		if (paths && trace) keepPath(paths, trace, answer);
	} catch (error) {
		const refusal = toAwsError(error, service.failureCode);
		trace?.mark('refused', { code: refusal.code, message: refusal.message });
		answer = respondError(service, request, refusal, requestId);
		if (paths && trace) keepPath(paths, trace, answer, refusal);
	}
	if (service !== s3 || request.headers['origin'] === undefined) return answer;
	return { ...answer, headers: { ...answer.headers, ...crossOriginHeaders(ctx, request) } };
}

/** The context and what is known of one request. It is not copied: it has many members, and one that changes. */
function forCaller(ctx: Context, caller: Pick<Context, 'accessKeyId' | 'trace'>): Context {
	return Object.assign(Object.create(ctx) as Context, caller);
}

/** Only S3 lets browsers ask first; an OPTIONS that is for nobody is for S3. */
function isPreflight(request: StreamedRequest): boolean {
	return request.method === 'OPTIONS' && serviceOf({ ...request, body: new Uint8Array(0) }, SERVICES) === s3;
}

function sizeOf(body: StreamedResponse['body']): number | null {
	return body instanceof Uint8Array ? body.length : null;
}

function keepPath(
	paths: RequestRecorder,
	trace: RequestTrace,
	{ status, body }: StreamedResponse,
	refusal: AwsError | null = null
): void {
	const answerBytes = sizeOf(body);
	trace.mark('answer', { status, ...(answerBytes === null ? {} : { bytes: answerBytes }) });
	paths.keep(trace.end({ status, errorCode: refusal?.code ?? null, answerBytes }));
}

/** Fetching tables takes real time, of which simulated time must not know. */
async function loadModel({ clock }: Context, { model }: Service): Promise<void> {
	if (!model.load) return;
	const release = clock.hold();
	await model.load().finally(release);
}

/** What only asks: the console's panels do so all the time, and nobody would find their own requests among theirs. */
const ASKS = /^(?:List|Describe|Get|Head|Search)/;

async function call(
	ctx: Context,
	paths: RequestRecorder | null,
	id: string,
	operation: string,
	raw: unknown
): Promise<unknown> {
	let failureCode = 'InternalFailure';
	const trace = ASKS.test(operation)
		? undefined
		: paths?.begin({ requestId: '', at: ctx.clock.now(), requestBytes: null });
	trace?.mark('received', { client: 'console' });
	try {
		const service = serviceById(SERVICES, id);
		failureCode = service.failureCode;
		await loadModel(ctx, service);
		const input = readCall(service, operation, raw);
		trace?.found(id, operation, input);
		trace?.mark('route', { service: service.name, operation });
		const output = await runOperation(trace ? forCaller(ctx, { trace }) : ctx, service, operation, input);
		if (trace) paths?.keep(trace.end({ status: 200, errorCode: null, answerBytes: null }));
		return await gatheredOutput(output);
	} catch (error) {
		const refusal = toAwsError(error, failureCode) satisfies AwsError;
		trace?.mark('refused', { code: refusal.code, message: refusal.message });
		if (trace) paths?.keep(trace.end({ status: refusal.status, errorCode: refusal.code, answerBytes: null }));
		throw refusal;
	}
}

async function reset(ctx: Context): Promise<void> {
	await ctx.store.transact((tx) => {
		for (const id of blobIds(ctx)) tx.removeBytes(id);
		for (const { variants } of ctx.store.values(endpoints)) {
			for (const id of archiveIdsOf(variants)) tx.removeBytes(id);
		}
		for (const id of storedBodies(ctx)) tx.removeBytes(id);
		for (const bytesOf of [kinesisBytes, firehoseBytes, lambdaBytes]) {
			for (const id of bytesOf(ctx.store)) tx.removeBytes(id);
		}
		for (const id of layerBytes(ctx)) tx.removeBytes(id);
		for (const table of TABLES) {
			if (table === settingsTable) continue;
			for (const [key] of ctx.store.entries(table)) tx.remove(table, key);
		}
		tx.emit({ type: 'reset' });
	});
	endLive(ctx.live, new PlatformError('RegionReset', 'The account was emptied.'));
}
