import { isByteStream, type ByteStream } from '#base/byte-stream.ts';
import { encodeUtf8 } from '#base/bytes.ts';
import { isRecord, membersOf, shapeOf, type Member, type ServiceModel, type Shape } from './model.ts';
import { writeText } from './scalar-text.ts';

/** Headers of an output: its members bound to headers. */
export function writeHeaders(
	model: ServiceModel,
	shape: Shape,
	output: Readonly<Record<string, unknown>>
): Record<string, string> {
	const headers: Record<string, string> = {};
	for (const [name, member, memberShape] of membersOf(model, shape)) {
		const value = output[name];
		if (value === undefined || member.locationName === undefined) continue;
		if (member.location === 'header')
			headers[member.locationName.toLowerCase()] = headerText(memberShape, value);
		if (member.location === 'headers') Object.assign(headers, prefixed(member, value));
	}
	return headers;
}

/** A header holds one line of Latin-1; other characters travel as UTF-8 bytes, as AWS sends them. */
function headerText(shape: Shape, value: unknown): string {
	const text = Array.isArray(value) ? value.join(',') : writeText(shape, value, 'header');
	return text.replace(/[\r\n]+/g, ' ');
}

function prefixed(member: Member, value: unknown): Record<string, string> {
	if (!isRecord(value)) return {};
	return Object.fromEntries(
		Object.entries(value).map(([key, text]) => [
			`${member.locationName ?? ''}${key}`.toLowerCase(),
			String(text).replace(/[\r\n]+/g, ' ')
		])
	);
}

/** The body where one member is the payload: `write` gives the bytes of a structure. Null where no member is. */
export function payloadOf(
	model: ServiceModel,
	shape: Shape,
	output: Readonly<Record<string, unknown>>,
	write: (member: Member, value: unknown) => string
): Uint8Array | ByteStream | null {
	if (shape.payload === undefined) return null;
	const value = output[shape.payload];
	const member = shape.members?.[shape.payload];
	if (value === undefined || !member) return new Uint8Array(0);
	if (value instanceof Uint8Array || isByteStream(value)) return value;
	if (shapeOf(model, member.shape).type === 'string') return encodeUtf8(String(value));
	return encodeUtf8(write(member, value));
}
