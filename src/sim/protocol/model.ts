/** The shape tables of one service, as in AWS's public API models: what each operation takes, gives and allows. */

export type ShapeType =
	| 'structure'
	| 'list'
	| 'map'
	| 'string'
	| 'integer'
	| 'long'
	| 'float'
	| 'double'
	| 'boolean'
	| 'timestamp'
	| 'blob';

/** A use of a shape: as a member, or as a list's or map's content. */
export interface Member {
	readonly shape: string;
	readonly location?: 'uri' | 'header' | 'headers' | 'querystring' | 'statusCode';
	readonly locationName?: string;
	readonly flattened?: boolean;
	readonly xmlNamespace?: { readonly uri: string };
}

export interface Shape {
	readonly type: ShapeType;
	readonly members?: Readonly<Record<string, Member>>;
	readonly required?: readonly string[];
	readonly member?: Member;
	readonly key?: Member;
	readonly value?: Member;
	readonly enum?: readonly string[];
	readonly pattern?: string;
	readonly min?: number;
	readonly max?: number;
	readonly flattened?: boolean;
	/** The member that is the HTTP body. */
	readonly payload?: string;
	readonly timestampFormat?: 'iso8601' | 'rfc822' | 'unixTimestamp';
	readonly sensitive?: boolean;
	readonly exception?: boolean;
	/** `code` is what the query protocol calls the error, where that is not the shape's name. */
	readonly error?: {
		readonly code?: string;
		readonly httpStatusCode?: number;
		readonly senderFault?: boolean;
	};
}

export interface OperationModel {
	readonly http: { readonly method: string; readonly requestUri: string; readonly responseCode?: number };
	readonly input?: { readonly shape: string };
	readonly output?: { readonly shape: string; readonly resultWrapper?: string };
}

export type Protocol = 'json' | 'rest-json' | 'rest-xml' | 'query';

/** What routing must know of a service before its tables are there. */
export interface ServiceMetadata {
	/** The one that its newest clients speak. */
	readonly protocol: Protocol;
	/** A second one, of older clients. */
	readonly olderProtocol?: Protocol;
	readonly apiVersion: string;
	readonly endpointPrefix: string;
	readonly signingName?: string;
	readonly targetPrefix?: string;
	readonly jsonVersion?: string;
	readonly xmlNamespace?: string;
}

export interface ServiceModel {
	readonly metadata: ServiceMetadata;
	readonly operations: Readonly<Record<string, OperationModel>>;
	readonly shapes: Readonly<Record<string, Shape>>;
	/** Fetches the tables, where they do not come with the program; until then they are empty. */
	readonly load?: () => Promise<void>;
}

const EMPTY: Shape = { type: 'structure', members: {} };

/** Takes a shapes file in; throws a TypeError where it is none. */
export function readServiceModel(file: unknown): ServiceModel {
	const model = file as Partial<ServiceModel> | null;
	if (!model?.metadata?.protocol || !model.operations || !model.shapes) {
		throw new TypeError('A shapes file has metadata.protocol, operations and shapes.');
	}
	return model as ServiceModel;
}

/** The shape of that name; an operation without input or output has the empty structure. */
export function shapeOf(model: ServiceModel, name: string | undefined): Shape {
	if (name === undefined) return EMPTY;
	const shape = Object.hasOwn(model.shapes, name) ? model.shapes[name] : undefined;
	if (!shape) throw new TypeError(`The model has no shape '${name}'.`);
	return shape;
}

type NamedMember = readonly [name: string, member: Member, shape: Shape];

/** A shape belongs to one model and never changes. */
const members = new WeakMap<Shape, readonly NamedMember[]>();

/** Members of a structure with their shapes, in the model's order. */
export function membersOf(model: ServiceModel, shape: Shape): readonly NamedMember[] {
	const known = members.get(shape);
	if (known) return known;
	const read = Object.entries(shape.members ?? {}).map(([name, member]): NamedMember => [
		name,
		member,
		shapeOf(model, member.shape)
	]);
	members.set(shape, read);
	return read;
}

/** Whether `value` is an object with named members: what a structure or a map may be. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return (
		typeof value === 'object' &&
		value !== null &&
		!Array.isArray(value) &&
		!(value instanceof Uint8Array) &&
		!(value instanceof Date)
	);
}
