import type { AwsError } from '#base/errors.ts';
import type { StreamedRequest, WireRequest } from '#base/wire.ts';
import type { ServiceModel } from '../protocol/model.ts';
import type { Context } from './context.ts';

/**
 * One operation. Its input has been validated against the shape of its name, so a member that the shape requires is
 * there; its output is checked against the shape too.
 */
export type Operation = (ctx: Context, input: never) => Promise<object>;

/** A simulated service: a table of shapes and a table of operations. */
export interface Service {
	/** As in `Region.call`. */
	readonly id: string;
	/** What people call it, in messages. */
	readonly name: string;
	readonly model: ServiceModel;
	readonly operations: Readonly<Record<string, Operation>>;
	/** Which error code this service gives to input that breaks a constraint of its shape. */
	readonly validationCode: string;
	/** The error for a body that is a document and breaks its shape, where that is another; `why` names what is broken. */
	readonly documentFault?: (why: string) => AwsError;
	/** Which code an unexpected failure gets. */
	readonly failureCode: string;
	/** Whether requests to this host are for this service. */
	readonly hosts: RegExp;
	/** Paths that are this service's and no other's, for those that share a host or a signing name, or come without one. */
	readonly paths?: RegExp;
	/** Path by which REST operations are routed, where it is not the request's own (S3's virtual hosts). */
	readonly pathOf?: (hostname: string, path: string) => string;
	/** HTTP status of an answer, where it depends on the answer. */
	readonly statusOf?: (output: Readonly<Record<string, unknown>>, operation: string) => number | undefined;
	/** Names of XML root elements that differ from the output shape's. */
	readonly xmlRoots?: Readonly<Record<string, string>>;
	/** Operations whose only member is the root element itself. */
	readonly xmlUnwrapped?: readonly string[];
	/**
	 * Operations whose payload may come as a ByteStream; for the others it is gathered first. Any operation may answer with
	 * a ByteStream as its payload.
	 */
	readonly streamed?: readonly string[];
	/** Looks at a request's head before anything else; throws what the request is to be refused with. */
	readonly admit?: (ctx: Context, request: Omit<StreamedRequest, 'body'>) => void;
	/** Looks at the body of a request that has been gathered. */
	readonly checkBody?: (operation: string, request: WireRequest) => void;
	/** Looks at every valid input before its operation; throws AwsError to refuse it. */
	readonly check?: (ctx: Context, input: Readonly<Record<string, unknown>>) => void;
	/** Hears of every operation that succeeded. */
	readonly served?: (ctx: Context, operation: string, input: Readonly<Record<string, unknown>>) => void;
}

/** An input of AWS's types in which the members that the shape requires are there, as validation has seen to. */
export type Given<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]-?: NonNullable<T[P]> };
