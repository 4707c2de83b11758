import type { ByteStream } from './byte-stream.ts';

/** One HTTP exchange as plain data: what an AWS client hands to its request handler, on any host. */
export interface WireRequest {
	readonly method: string;
	/** As the client built it, e.g. `api.sagemaker.us-east-1.amazonaws.com` or `bucket.s3.us-east-1.amazonaws.com`. */
	readonly hostname: string;
	/** Percent-encoded, beginning with a slash, without the query. */
	readonly path: string;
	/** Decoded. `null` is a key without a value (`?uploads`). */
	readonly query: Readonly<Record<string, string | readonly string[] | null>>;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array;
}

export interface WireResponse {
	readonly status: number;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array;
}

/** A request on a host that can stream; only S3 takes bodies piece by piece, the others' are gathered first. */
export type StreamedRequest = Omit<WireRequest, 'body'> & { readonly body: Uint8Array | ByteStream };

/** An answer on a host that can stream. */
export type StreamedResponse = Omit<WireResponse, 'body'> & { readonly body: Uint8Array | ByteStream };
