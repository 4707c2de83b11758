import { UserError } from '#base/errors.ts';
import type { AlgorithmSpec } from '#ml/algorithm.ts';
import { concatRows, type Dataset } from '#ml/data/dataset.ts';
import { parseCsv, sniffDelimiter } from '#ml/data/parse-csv.ts';
import { parseLibsvm } from '#ml/data/parse-libsvm.ts';
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
 * All rows of a channel, label first, file after file in key order.
 * @throws UserError for a content type that the algorithm does not take, no data, or files that break their format
 */
export function readChannel(channel: ChannelInput, options: ReadOptions): Dataset {
	const type = trainingType(channel, options.spec);
	try {
		return readRows(channel, type, options);
	} catch (error) {
		if (!(error instanceof UserError) || !UNREADABLE.includes(error.code)) throw error;
		const words = trainingWords(options.spec).unreadable(channel.name, type, error.message);
		throw new UserError(error.code, words, { hint: error.hint });
	}
}

/** Codes of files that break their format. */
const UNREADABLE = ['BadCsv', 'BadLibsvm', 'BadRecordIO'];

function readRows(channel: ChannelInput, type: string, { spec, weights, log }: ReadOptions): Dataset {
	checkMode(channel, spec);
	const files = filesOf(channel);
	const csv = type === 'text/csv';
	const libsvm = type.endsWith('libsvm');
	const delimiter = csv ? sniffDelimiter(files[0]!.bytes) : ',';
	if (csv && spec.container === 'toolkit') log(`INFO: Determined delimiter of CSV input is '${delimiter}'`);
	const parts = files.map(({ key, bytes }) => {
		const file = `${channel.name}/${nameOf(key)}`;
		if (csv) return { file, data: parseCsv(bytes, { file, label: 'first', weights, delimiter }) };
		if (libsvm) return { file, data: parseLibsvm(bytes, { file, label: 'first' }) };
		return { file, data: parseRecordIo(bytes, { file, label: 'first', absent: spec.absentCells }) };
	});
	// Only libsvm leaves trailing columns unsaid.
	if (!libsvm) checkEqualWidths(parts, csv ? 'BadCsv' : 'BadRecordIO');
	const data = concatRows(parts.map((part) => part.data));
	if (data.rows === 0) throw emptyChannel(channel.name);
	return data;
}

function trainingType({ name, contentType }: ChannelInput, spec: AlgorithmSpec): string {
	if (contentType === undefined || contentType.trim() === '') return spec.contentTypes[0]!;
	const { type: given, parameters } = parseContentType(contentType);
	const type = Object.hasOwn(spec.shortContentTypes, given) ? spec.shortContentTypes[given]! : given;
	if (!spec.contentTypes.includes(type)) {
		throw new UserError(
			'UnsupportedContentType',
			trainingWords(spec).contentType(contentType, spec.contentTypes),
			{ hint: `Set the ContentType of channel '${name}' to the format of its files.` }
		);
	}
	for (const [key, value] of Object.entries(parameters)) {
		if (key === 'charset' && /^utf-?8$/i.test(value)) continue;
		if (key === 'label_size' && value === '1' && type === 'text/csv') continue;
		throw new UserError(
			'UnsupportedContentType',
			`${contentType} is not an accepted ContentType: the parameter ${key}=${value} is not supported.`,
			{
				hint: `For ${spec.name} the only layout parameter is label_size=1 of text/csv: one label, in column 1.`
			}
		);
	}
	return type;
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
