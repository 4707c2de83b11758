import type { WireRequest, WireResponse } from '#base/wire.ts';
import type { RegionEvent, RegionSnapshot } from '#sim/events.ts';
import type { RegionSettings } from '#sim/settings/region-settings.ts';
import type { RequestPath } from '#sim/paths/request-path.ts';

/** What the region's worker offers to AWS clients: the only door that notebook code has. */
export type WireContract = {
	/** One HTTP exchange. Never rejects for a service's error: that is a response with its status. */
	request: { params: WireRequest; result: WireResponse };
	/** Simulated time and its speed, for the waiters and the log streaming of the SDK. */
	clock: { params: null; result: { readonly now: number; readonly speed: number } };
};

/** Where the account lies: in files of the browser's, or in a database where it has no files for this window. */
export type AccountPlace = 'files' | 'database';

/** What it offers to the page itself, besides. */
export type RegionContract = WireContract & {
	/**
	 * Opens the account in this tab, its clock at `speed` (simulated milliseconds per real one; 1 is real time), and
	 * says where it lies. Null where another tab has it and `takeOver` is false.
	 */
	open: {
		params: { readonly takeOver: boolean; readonly speed: number };
		result: { readonly place: AccountPlace | null };
	};
	/** Sends every event from now on as notes, after the snapshot as the first note; resolves when stopped. */
	watch: {
		params: null;
		result: null;
		note:
			| { readonly snapshot: RegionSnapshot }
			| { readonly events: readonly RegionEvent[]; readonly now: number };
	};
	/** Sends the ways of the latest requests, then of each that is answered, in batches; resolves when stopped. */
	watchPaths: { params: null; result: null; note: readonly RequestPath[] };
	/** An operation without the wire: our own panels call the core directly. Input and output as in AWS's SDK. */
	call: {
		params: { readonly service: string; readonly operation: string; readonly input: unknown };
		result: unknown;
	};
	/** Opens a further door that offers only {@link WireContract}, for the kernel. */
	connect: { params: { readonly port: MessagePort }; result: null };
	/** Takes the instance of a training job away, as when a machine dies. False if no such job runs. */
	killTrainingInstance: { params: { readonly jobName: string }; result: boolean };
	/** Takes the place of all prices and quotas that were set. */
	changeSettings: { params: RegionSettings; result: null };
	/** Empties the account. */
	reset: { params: null; result: null };
	/** The whole account as a zip; notes tell how many bytes of it there are so far. */
	exportAccount: { params: null; result: Blob; note: { readonly doneBytes: number } };
	/**
	 * Puts the account of a zip in the place of this one, or changes nothing and rejects. Notes tell how many bytes of it have
	 * been read. The region is closed when it resolves: the page must be loaded anew.
	 */
	importAccount: { params: { readonly zip: Blob }; result: null; note: { readonly doneBytes: number } };
};

/** What the page offers to the region's worker. */
export type RegionPageContract = {
	/** Another tab took the account over; nothing works here any more. */
	lost: { params: { readonly reason: string }; result: null };
	/**
	 * Opens a sandbox for one program of a learner, which speaks on `port` from then on: workers cannot make frames. Resolves
	 * with the reason when it has ended by itself; giving the call up takes it away.
	 */
	sandbox: { params: { readonly port: MessagePort }; result: { readonly reason: string } };
};
