import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';
import type { AlgorithmSpec, Model, PredictOptions, Predictions } from '#ml/algorithm.ts';
import type { Dataset } from '#ml/data/dataset.ts';
import { parseCsvTexts } from '#ml/data/parse-csv-texts.ts';
import { parseCsv } from '#ml/data/parse-csv.ts';
import { parseJsonInstances, parseJsonTexts } from '#ml/data/parse-json-instances.ts';
import { parseLibsvm } from '#ml/data/parse-libsvm.ts';
import { parseRecordIo } from '#ml/data/parse-record-io.ts';
import { isPreprocessorImage } from '#ml/prep/image.ts';
import { PREPROCESSOR_FILE, readPreprocessor } from '#ml/prep/preprocessor.ts';
import type { InferenceModel, InvocationInput, InvocationOutput } from '#sim/ports.ts';
import { answerBody, type AnswerForm, type AnswerType } from './answer.ts';
import { unpackArchive } from './archive.ts';
import { parseContentType } from './content-type.ts';
import { algorithmInImage } from './image.ts';
import { instanceGpu, type GpuSource } from './instance-gpu.ts';
import { preprocess } from './serve-preprocessor.ts';
import { servingWords } from './serving-words.ts';

/** A serving container with its model in memory. */
export interface ServingContainer {
	/**
	 * Answers POST /invocations and writes a log line of it; never rejects for what a request can be. One request at a time,
	 * in their order.
	 */
	invoke(input: InvocationInput): Promise<InvocationOutput>;
}

/**
 * Starts the serving container that an image stands for.
 * @throws UserError `UnknownImage`, `MissingModelData`, `BadModelArchive`, `BadModel`, `NotSimulated`
 */
export async function loadContainer(model: InferenceModel, host: GpuSource): Promise<ServingContainer> {
	const { log } = host;
	const preprocessor = isPreprocessorImage(model.image);
	const name = preprocessor ? 'AutoML' : algorithmInImage(model.image).name;
	if (model.modelArchive === null) {
		throw new UserError(
			'MissingModelData',
			`The image of ${name} needs model data, but the model has none.`,
			{
				hint: 'Give ModelDataUrl: the model.tar.gz that the training job wrote.'
			}
		);
	}
	if (preprocessor) return loadPreprocessor(model.modelArchive, log);
	const spec = algorithmInImage(model.image);
	const isBatch = model.environment['SAGEMAKER_BATCH'] === 'true';
	const algorithm = await spec.load();
	const whole = algorithm.load(unpackArchive(model.modelArchive));
	const isAlone = model.environment['SAGEMAKER_INFERENCE_ENSEMBLE']?.toLowerCase() === 'false';
	const loaded = (isAlone && whole.first) || whole;
	const keys = model.environment['SAGEMAKER_INFERENCE_OUTPUT']?.replaceAll(' ', '').toLowerCase();
	if (keys && !loaded.select) {
		throw new UserError(
			'NotSimulated',
			`SAGEMAKER_INFERENCE_OUTPUT=${keys} is not simulated for ${spec.name}.`,
			{
				hint: 'Leave the variable out: selectable inference belongs to XGBoost and to AutoML.'
			}
		);
	}
	const form = {
		isBatch,
		...(spec.answerList && { list: spec.answerList }),
		...(keys && { selected: keys.split(',') })
	};
	log(`INFO: Serving ${spec.name}; the model takes ${loaded.features} features`);
	const predict = predictionsOf(loaded, model.instanceType, host);
	return logged(log, (input) => invoke(spec, loaded, predict, input, form));
}

type Predict = (data: Dataset, options: PredictOptions) => Promise<Predictions>;

/** How the model answers on an instance of that type. */
function predictionsOf(model: Model, instanceType: string | undefined, host: GpuSource): Predict {
	const gpu = instanceType === undefined ? undefined : instanceGpu(instanceType, host);
	const predictor = gpu && model.predictorOn?.({ gpu: gpu.open, log: host.log });
	return async (data, options) => predictor?.predict(data, options) ?? model.predict(data, options);
}

function loadPreprocessor(archive: Uint8Array, log: (line: string) => void): ServingContainer {
	const loaded = readPreprocessor(unpackArchive(archive)[PREPROCESSOR_FILE]);
	log(`INFO: Serving a preprocessor of ${loaded.steps.length} columns`);
	return logged(log, async (input) => preprocess(loaded, input));
}

function logged(
	log: (line: string) => void,
	answer: (input: InvocationInput) => Promise<InvocationOutput>
): ServingContainer {
	const answerAndTell = async (input: InvocationInput): Promise<InvocationOutput> => {
		const output = await answer(input);
		log(`"POST /invocations HTTP/1.1" ${output.status} ${output.body.length}`);
		if (output.status >= 400) log(`ERROR: ${decodeUtf8(output.body)}`);
		return output;
	};
	let last: Promise<unknown> = Promise.resolve();
	return {
		invoke(input) {
			const answered = last.then(() => answerAndTell(input));
			last = answered.catch(() => {});
			return answered;
		}
	};
}

async function invoke(
	spec: AlgorithmSpec,
	model: Model,
	predict: Predict,
	{ body, contentType, accept }: InvocationInput,
	form: AnswerForm
): Promise<InvocationOutput> {
	if (body.length === 0) return { status: 204, contentType: 'text/plain', body: new Uint8Array(0) };
	const words = servingWords(spec);
	const type = requestType(spec, contentType);
	if (type === null) return refusal(415, words.requestType(contentType!));
	const answer = answerOf(spec, accept);
	if (answer === null) return refusal(406, words.acceptType(accept!));
	let data: Dataset;
	try {
		data = readRequest(body, type, spec, model.features);
	} catch (error) {
		return refusal(words.unreadableStatus, words.unreadable(type, textOf(error)));
	}
	if (data.columns !== model.features) {
		return refusal(400, words.width(KINDS[type]!, data.columns, model.features));
	}
	if (spec.absentCells === 'zero' && (data.sparse?.values ?? data.x).some(Number.isNaN)) {
		return refusal(400, words.unreadable(type, 'a feature has no value'));
	}
	const { type: accepted, verbose } = answer;
	try {
		const { selected } = form;
		const predictions = selected ? model.select!(data, selected) : await predict(data, { verbose });
		return { status: 200, contentType: accepted, body: answerBody(predictions, accepted, form) };
	} catch (error) {
		return refusal(400, textOf(error));
	}
}

/** The request's media type, or null where it is not taken. An absent one means the algorithm's first. */
function requestType(spec: AlgorithmSpec, contentType: string | undefined): string | null {
	if (contentType === undefined || contentType.trim() === '') return spec.requestTypes[0]!;
	const { type, parameters } = parseContentType(contentType);
	const known = Object.entries(parameters).every(
		([key, value]) =>
			(key === 'charset' && /^(utf-?8|us-ascii)$/i.test(value)) || (key === 'label_size' && value === '0')
	);
	return known && spec.requestTypes.includes(type) ? type : null;
}

/**
 * The first acceptable media type of an Accept value (weights are not looked at) and whether it asks for a verbose answer,
 * or null.
 */
function answerOf(
	spec: AlgorithmSpec,
	accept: string | undefined
): { readonly type: AnswerType; readonly verbose: boolean } | null {
	const wanted = (accept?.trim() || '*/*').split(',').map(parseContentType);
	for (const { type, parameters } of wanted) {
		const found = spec.acceptTypes.find(
			(each) => type === '*/*' || type === each || (type.endsWith('/*') && each.startsWith(type.slice(0, -1)))
		);
		const verbose = spec.hasVerboseAnswers === true && /^true$/i.test(parameters['verbose'] ?? '');
		if (found !== undefined) return { type: found as AnswerType, verbose };
	}
	return null;
}

/** What the container calls the formats of requests. */
const KINDS: Readonly<Record<string, 'csv' | 'libsvm' | 'recordio-protobuf' | 'json' | 'jsonlines'>> = {
	'application/json': 'json',
	'application/jsonlines': 'jsonlines',
	'text/csv': 'csv',
	'text/libsvm': 'libsvm',
	'text/x-libsvm': 'libsvm',
	'application/x-recordio-protobuf': 'recordio-protobuf'
};

function readRequest(
	body: Uint8Array,
	type: string,
	{ absentCells, cells }: AlgorithmSpec,
	columns: number
): Dataset {
	if (cells === 'texts') return readTexts(body, type);
	const options = { file: 'request', label: 'none' } as const;
	switch (KINDS[type]!) {
		case 'csv':
			return parseCsv(body, options);
		case 'libsvm':
			// It may leave trailing columns unsaid; the others may not.
			return parseLibsvm(body, { ...options, columns });
		case 'recordio-protobuf':
			return parseRecordIo(body, { ...options, absent: absentCells });
		case 'json':
			return parseJsonInstances(body, 'document');
		case 'jsonlines':
			return parseJsonInstances(body, 'lines');
	}
}

function readTexts(body: Uint8Array, type: string): Dataset {
	if (KINDS[type] === 'csv') return parseCsvTexts(body, 'request');
	return parseJsonTexts(body, KINDS[type] === 'json' ? 'document' : 'lines');
}

function textOf(error: unknown): string {
	if (!(error instanceof UserError)) throw error;
	return error.hint ? `${error.message} ${error.hint}` : error.message;
}

function refusal(status: number, text: string): InvocationOutput {
	return { status, contentType: 'text/plain; charset=utf-8', body: encodeUtf8(text) };
}
