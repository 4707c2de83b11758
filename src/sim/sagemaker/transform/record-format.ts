import { UserError } from '#base/errors.ts';

/** How records of a media type are read, written and joined. */
export interface RecordFormat {
	parse(text: string): unknown;
	write(value: unknown): string;
	/** The input as it came, with the prediction beside it. */
	join(input: unknown, output: unknown): unknown;
	/** Whether each line is a record. */
	readonly isByLine: boolean;
}

const json: RecordFormat = {
	parse: parseJson,
	write: (value) => JSON.stringify(value),
	join: (input, output) =>
		typeof input === 'object' && input !== null && !Array.isArray(input)
			? { ...input, SageMakerOutput: output }
			: { SageMakerInput: input, SageMakerOutput: output },
	isByLine: false
};

/** A row is a list of cells, each as it was written, quotes included. */
const csv: RecordFormat = {
	parse: (text) => [...text.matchAll(/(?:^|,)((?:"(?:[^"]|"")*"|[^,])*)/g)].map((match) => match[1]!),
	write: (value) => (Array.isArray(value) ? value.join(',') : String(value)),
	join: (input, output) => [...(input as string[]), ...(output as string[])],
	isByLine: true
};

const FORMATS: Readonly<Record<string, RecordFormat>> = {
	'text/csv': csv,
	'application/json': json,
	'application/jsonlines': { ...json, isByLine: true }
};

/** The format of a media type whose records can be filtered and joined; null for all others. */
export function recordFormatOf(contentType: string | undefined): RecordFormat | null {
	const type = (contentType ?? '').split(';')[0]!.trim().toLowerCase();
	return Object.hasOwn(FORMATS, type) ? FORMATS[type]! : null;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (cause) {
		const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
		throw new UserError('BadRecord', `A record is no JSON: '${shown}'.`, {
			hint: 'JSON Lines hold one whole value on each line.',
			cause
		});
	}
}
