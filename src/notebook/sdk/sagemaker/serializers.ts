import { UserError } from '#base/errors.ts';
import { parseCsvTexts, serialiseCsv, type CsvData } from './csv.ts';

/** Turns the data of a `predict` call into the body of a request. */
export interface Serializer<In = unknown> {
	/** The request's Content-Type. */
	readonly contentType: string;
	serialize(data: In): string | Uint8Array;
}

/** Turns the body of an answer into what `predict` gives. */
export interface Deserializer<Out = unknown> {
	/** The request's Accept header: what the container should answer. */
	readonly accept: string;
	deserialize(body: Uint8Array, contentType: string): Out;
}

/** Rows of numbers as `text/csv`, without a header, as the built-in algorithms want them. */
export class CSVSerializer implements Serializer<CsvData> {
	readonly contentType = 'text/csv';

	/** One row (`[6.5, 4.9]`), many rows, or CSV text, which passes as it is. */
	serialize(data: CsvData): string {
		return serialiseCsv(data);
	}
}

/** Reads `text/csv` into rows of texts, as the Python SDK does: `.flat().map(Number)` makes numbers of them. */
export class CSVDeserializer implements Deserializer<string[][]> {
	readonly accept = 'text/csv';

	deserialize(body: Uint8Array): string[][] {
		return parseCsvTexts(new TextDecoder().decode(body));
	}
}

/** Any JSON value as `application/json`. */
export class JSONSerializer implements Serializer {
	readonly contentType = 'application/json';

	serialize(data: unknown): string {
		const text = JSON.stringify(data) as string | undefined;
		if (text === undefined) {
			throw new UserError('NotSerializable', `JSON has no way to write ${typeof data}.`, {
				hint: 'Pass an object, an array, a text, a number, a boolean or null.'
			});
		}
		return text;
	}
}

/** Reads `application/json`. */
export class JSONDeserializer implements Deserializer {
	readonly accept = 'application/json';

	/** Throws a SyntaxError where the body is no JSON. */
	deserialize(body: Uint8Array): unknown {
		return JSON.parse(new TextDecoder().decode(body));
	}
}

/** Text or bytes as they are: what a Predictor does unless told otherwise. */
export class IdentitySerializer implements Serializer<string | Uint8Array> {
	readonly contentType: string;

	constructor(contentType = 'application/octet-stream') {
		this.contentType = contentType;
	}

	serialize(data: string | Uint8Array): string | Uint8Array {
		if (typeof data === 'string' || data instanceof Uint8Array) return data;
		throw new UserError(
			'NotSerializable',
			`Without a serializer, predict() sends text or bytes, not ${typeof data}.`,
			{
				hint: 'Give the predictor a serializer: new CSVSerializer() turns rows of numbers into text/csv.'
			}
		);
	}
}

/** The answer's bytes as they are. */
export class BytesDeserializer implements Deserializer<Uint8Array> {
	readonly accept = '*/*';

	deserialize(body: Uint8Array): Uint8Array {
		// AWS's client gives a subclass of its own.
		return Uint8Array.from(body);
	}
}
