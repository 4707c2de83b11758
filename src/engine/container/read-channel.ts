import { UserError } from '#base/errors.ts';
import type { AlgorithmSpec, ChannelSpec } from '#ml/algorithm.ts';
import { concatRows, type Dataset } from '#ml/data/dataset.ts';
import { parseCsvTexts } from '#ml/data/parse-csv-texts.ts';
import { parseCsv, sniffDelimiter } from '#ml/data/parse-csv.ts';
import { parseLibsvm } from '#ml/data/parse-libsvm.ts';
import { parseParquet } from '#ml/data/parse-parquet.ts';
import { parseRecordIo } from '#ml/data/parse-record-io.ts';
import type { ChannelInput } from '#sim/ports.ts';
import { parseContentType } from './content-type.ts';
import { trainingWords } from './training-words.ts';

export interface ReadOptions {
	readonly spec: AlgorithmSpec;
	/** CSV has the row's weight in its second column. */
	readonly weights: boolean;
	readonly log: (line: string) => void;
}

/**
 * All rows of a channel, file after file in key order; label first where there is one.
 * @throws UserError for a content type that the algorithm does not take, no data, or files that break their format
 */
export async function readChannel(
	channel: ChannelInput,
	channelSpec: ChannelSpec,
	options: ReadOptions
): Promise<Dataset> {
	const { type, label } = layoutOf(channel, channelSpec, options.spec);
	try {
		return await readRows(channel, { type, label }, options);
	} catch (error) {
		if (!(error instanceof UserError) || !UNREADABLE.includes(error.code)) throw error;
		const words = trainingWords(options.spec).unreadable(channel.name, type, error.message);
		throw new UserError(error.code, words, { hint: error.hint });
	}
}

/** Codes of files that break their format. */
const UNREADABLE = ['BadCsv', 'BadLibsvm', 'BadRecordIO', 'BadParquet'];

/** A file of a channel. */
interface Part {
	readonly file: string;
	readonly data: Dataset;
}

/** How the rows of a channel are written. */
interface Layout {
	readonly type: string;
	readonly label: 'first' | 'none';
}

async function readRows(
	channel: ChannelInput,
	{ type, label }: Layout,
	{ spec, weights, log }: ReadOptions
): Promise<Dataset> {
	checkMode(channel, spec);
	const files = filesOf(channel);
	const csv = type === 'text/csv';
	const libsvm = type.endsWith('libsvm');
	const delimiter = csv ? sniffDelimiter(files[0]!.bytes) : ',';
	if (csv && spec.container === 'toolkit') log(`INFO: Determined delimiter of CSV input is '${delimiter}'`);
	const read = async ({ key, bytes }: ChannelInput['files'][number]): Promise<Part> => {
		const file = `${channel.name}/${nameOf(key)}`;
		if (csv && spec.cells === 'texts') return { file, data: parseCsvTexts(bytes, file) };
		if (csv) return { file, data: parseCsv(bytes, { file, label, weights, delimiter }) };
		if (libsvm) return { file, data: parseLibsvm(bytes, { file, label }) };
		if (type === 'application/x-parquet') {
			return { file, data: await parseParquet(bytes, { file, label, weights }) };
		}
		return { file, data: parseRecordIo(bytes, { file, label, absent: spec.absentCells }) };
	};
	const parts: Part[] = [];
	for (const each of files) parts.push(await read(each));
	// Only libsvm leaves trailing columns unsaid.
	if (!libsvm) checkEqualWidths(parts, csv ? 'BadCsv' : 'BadRecordIO');
	const data = concatRows(
		parts.map((part) => part.data),
		spec.absentCells
	);
	if (data.rows === 0) throw emptyChannel(channel.name);
	return data;
}

/** What the channel's ContentType says of its files. An absent one means the first that the channel takes. */
function layoutOf(
	{ name, contentType }: ChannelInput,
	channelSpec: ChannelSpec,
	spec: AlgorithmSpec
): Layout {
	const { labelSizes = [1], contentTypes = spec.contentTypes } = channelSpec;
	const usual = labelSizes[0] === 1 ? 'first' : 'none';
	const isAbsent = contentType === undefined || contentType.trim() === '';
	const { type: given, parameters } = parseContentType(isAbsent ? contentTypes[0]! : contentType);
	const type = Object.hasOwn(spec.shortContentTypes, given) ? spec.shortContentTypes[given]! : given;
	const size = Number(parameters['label_size'] ?? 1);
	const isCsv = type === 'text/csv';
	// Rows of texts have no label, and nobody has to say so.
	const says = isCsv && !isAbsent && spec.cells !== 'texts';
	if (!contentTypes.includes(type) || (says && isImplied(parameters, size, labelSizes))) {
		const taken = contentTypes.map((each) =>
			each === 'text/csv' && usual === 'none' ? 'text/csv;label_size=0' : each
		);
		throw new UserError('UnsupportedContentType', trainingWords(spec).contentType(contentType!, taken), {
			hint: `Set the ContentType of channel '${name}' to the format of its files.`
		});
	}
	for (const [key, value] of Object.entries(parameters)) {
		if (key === 'charset' && /^utf-?8$/i.test(value)) continue;
		if (key === 'label_size' && isCsv && labelSizes.some((each) => String(each) === value)) continue;
		const sizes = labelSizes.map((each) => `label_size=${each}`).join(' or ');
		throw new UserError(
			'UnsupportedContentType',
			`${contentType} is not an accepted ContentType: the parameter ${key}=${value} is not supported.`,
			{ hint: `The layout of text/csv in channel '${name}' of ${spec.name} is ${sizes}: ${LAYOUTS[usual]}.` }
		);
	}
	return { type, label: isCsv && !isAbsent ? (size === 1 ? 'first' : 'none') : usual };
}

const LAYOUTS = { first: 'one label, in column 1', none: 'no label, all columns are features' };

/** CSV that does not say its label_size has a label; that is wrong where none may be there. */
function isImplied(
	parameters: Readonly<Record<string, string>>,
	size: number,
	labelSizes: readonly number[]
): boolean {
	return parameters['label_size'] === undefined && !labelSizes.includes(size);
}

function checkMode({ name, inputMode }: ChannelInput, spec: AlgorithmSpec): void {
	if (inputMode === undefined || spec.inputModes.includes(inputMode)) return;
	throw new UserError(
		'UnsupportedInputMode',
		`${inputMode} mode is not supported by ${spec.name}, and channel '${name}' asks for it.`,
		{
			hint: `Choose ${spec.inputModes.join(' or ')}: TrainingInputMode of the job, or InputMode of the channel.`
		}
	);
}

function filesOf({ name, files }: ChannelInput): ChannelInput['files'] {
	const hidden = files.find(({ key }) => nameOf(key).startsWith('.'));
	if (hidden) {
		throw new UserError(
			'HiddenFile',
			`Hidden file found in the data path! Remove that before training. It is '${hidden.key}' in channel '${name}'.`,
			{ hint: 'Delete the object, or point the channel to a prefix that holds data only.' }
		);
	}
	const filled = files.filter(({ bytes }) => bytes.length > 0);
	if (filled.length === 0) throw emptyChannel(name);
	return filled;
}

function emptyChannel(name: string): UserError {
	const words = name === 'train' ? 'training' : name;
	return new UserError('EmptyChannel', `No data in ${words} channel path /opt/ml/input/data/${name}`, {
		hint: "Check the channel's S3 prefix: it must hold at least one file with rows."
	});
}

function checkEqualWidths(
	parts: readonly { readonly file: string; readonly data: Dataset }[],
	code: 'BadCsv' | 'BadRecordIO'
): void {
	const first = parts.find(({ data }) => data.rows > 0);
	const odd = parts.find(({ data }) => data.rows > 0 && data.columns !== first!.data.columns);
	if (!first || !odd) return;
	throw new UserError(
		code,
		`${odd.file} has ${odd.data.columns} feature columns, but ${first.file} has ${first.data.columns}.`,
		{ hint: 'All files of a channel must have the same columns in the same order.' }
	);
}

function nameOf(key: string): string {
	return key.slice(key.lastIndexOf('/') + 1);
}
