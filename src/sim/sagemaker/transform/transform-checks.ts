import type { CreateTransformJobRequest } from '@aws-sdk/client-sagemaker';
import { notSimulated } from '../../core/not-simulated.ts';
import type { Given } from '../../core/service.ts';
import { parseS3Uri } from '../../s3/index.ts';
import { validationException } from '../errors.ts';
import { refuseUnsupported } from '../unsupported.ts';
import { isForRows, parseJsonPath } from './json-path.ts';
import { recordFormatOf } from './record-format.ts';

export type TransformJobInput = Given<
	CreateTransformJobRequest,
	'TransformJobName' | 'ModelName' | 'TransformInput' | 'TransformOutput' | 'TransformResources'
>;

const UNSUPPORTED = ['DataCaptureConfig', 'ExperimentConfig'];

/** Most megabytes that may be on their way to one instance at a time. */
const MOST_MB = 100;

export const DEFAULT_PAYLOAD_MB = 6;

/**
 * The rules of CreateTransformJob that its shape does not state.
 * @throws AwsError ValidationException or NotSimulated
 */
export function checkTransformJob(input: TransformJobInput): void {
	refuseUnsupported('CreateTransformJob', input, UNSUPPORTED);
	const { SplitType, DataSource } = input.TransformInput;
	if (SplitType === 'RecordIO' || SplitType === 'TFRecord') {
		throw notSimulated(`SplitType ${SplitType} of CreateTransformJob`, "Take 'Line' or 'None'.");
	}
	const type = DataSource?.S3DataSource?.S3DataType;
	if (type !== 'S3Prefix' && type !== 'ManifestFile') {
		throw validationException(`A transform job takes the S3DataType S3Prefix or ManifestFile, not ${type}.`);
	}
	checkS3Uri('TransformInput', DataSource?.S3DataSource?.S3Uri);
	checkS3Uri('TransformOutput', input.TransformOutput.S3OutputPath);
	checkPayload(input);
	checkProcessing(input);
}

function checkS3Uri(what: string, uri: string | undefined): void {
	if (uri !== undefined && parseS3Uri(uri)) return;
	throw validationException(
		`The S3 URI '${uri}' of ${what} is not valid: it has the form s3://bucket/prefix.`
	);
}

function checkPayload(input: TransformJobInput): void {
	const { MaxPayloadInMB: mb = DEFAULT_PAYLOAD_MB, MaxConcurrentTransforms: concurrent = 0 } = input;
	if (mb === 0) throw notSimulated('MaxPayloadInMB 0 (a request without end)', 'Say how many megabytes.');
	if (mb > MOST_MB) throw validationException(`MaxPayloadInMB is ${mb}; it may be ${MOST_MB} at most.`);
	if (mb * Math.max(1, concurrent) > MOST_MB) {
		throw validationException(
			`MaxConcurrentTransforms × MaxPayloadInMB is ${mb * concurrent}; it may be ${MOST_MB} at most.`
		);
	}
	if (input.BatchStrategy === 'SingleRecord' && (input.TransformInput.SplitType ?? 'None') === 'None') {
		throw validationException("BatchStrategy SingleRecord needs records: set SplitType to 'Line'.");
	}
}

function checkProcessing({ DataProcessing, TransformInput, TransformOutput }: TransformJobInput): void {
	const { InputFilter: input = '$', OutputFilter: output = '$', JoinSource } = DataProcessing ?? {};
	const isJoined = JoinSource === 'Input';
	if (input === '$' && output === '$' && !isJoined) return;
	const type = TransformInput.ContentType;
	const format = recordFormatOf(type);
	if (!format) {
		throw validationException(
			`DataProcessing needs the ContentType text/csv, application/json or application/jsonlines, not ${type}.`
		);
	}
	if ((output !== '$' || isJoined) && recordFormatOf(TransformOutput.Accept) !== format) {
		throw validationException(
			`To join or filter the output, Accept must be the ContentType ${type}, not ${TransformOutput.Accept}.`
		);
	}
	const kind = format.isByLine ? 'Line' : 'None';
	const { SplitType: split = 'None' } = TransformInput;
	const { AssembleWith: assemble = 'None' } = TransformOutput;
	if (split !== kind || ((output !== '$' || isJoined) && assemble !== kind)) {
		throw validationException(`DataProcessing of ${type} needs SplitType ${kind} and AssembleWith ${kind}.`);
	}
	for (const [member, text] of [
		['InputFilter', input],
		['OutputFilter', output]
	] as const) {
		const path = parseJsonPath(text);
		if (!path)
			throw validationException(`The ${member} '${text}' is no JSONPath that batch transform knows.`);
		if (type?.startsWith('text/csv') && !isForRows(path)) {
			throw validationException(`The ${member} '${text}' has names; the columns of CSV only have places.`);
		}
	}
}
