import { notSimulated } from '../../core/not-simulated.ts';
import type { Context } from '../../core/context.ts';
import type { ScriptRunner } from '../../ports.ts';
import { parseS3Uri } from '../../s3/index.ts';
import { validationException } from '../errors.ts';
import { refuseUnsupported } from '../unsupported.ts';
import type { ProcessingInput } from './processing-record.ts';

const UNSUPPORTED = [
	'ExperimentConfig',
	'ProcessingInputs.*.AppManaged',
	'ProcessingInputs.*.DatasetDefinition',
	'ProcessingInputs.*.S3Input.S3CompressionType',
	'ProcessingOutputConfig.Outputs.*.AppManaged',
	'ProcessingOutputConfig.Outputs.*.FeatureStoreOutput'
];

/**
 * The rules of CreateProcessingJob that its shape does not state, and the sandbox in which it will run.
 * @throws AwsError ValidationException or NotSimulated
 */
export function checkProcessing(ctx: Context, input: ProcessingInput): ScriptRunner {
	if (!ctx.scripts) {
		throw notSimulated(
			'CreateProcessingJob',
			'Where this region runs there is no sandbox for scripts. Prepare the data in a cell instead.'
		);
	}
	refuseUnsupported('CreateProcessingJob', input, UNSUPPORTED);
	const { ProcessingInputs = [], ProcessingOutputConfig } = input;
	const outputs = ProcessingOutputConfig?.Outputs ?? [];
	distinct(
		'ProcessingInputs',
		ProcessingInputs.map(({ InputName }) => InputName)
	);
	distinct(
		'ProcessingOutputConfig',
		outputs.map(({ OutputName }) => OutputName)
	);
	for (const { S3Input, InputName } of ProcessingInputs) {
		if (!S3Input) throw validationException(`The input '${InputName}' has no S3Input.`);
		if (S3Input.S3DataType === 'ManifestFile' || S3Input.S3InputMode === 'Pipe') {
			throw notSimulated('ManifestFile and Pipe of CreateProcessingJob', 'S3Prefix and File are.');
		}
		checkUri(S3Input.S3Uri);
	}
	for (const { S3Output, OutputName } of outputs) {
		if (!S3Output) throw validationException(`The output '${OutputName}' has no S3Output.`);
		if (S3Output.S3UploadMode === 'Continuous') {
			throw notSimulated('S3UploadMode Continuous of CreateProcessingJob', 'EndOfJob is.');
		}
		checkUri(S3Output.S3Uri);
	}
	return ctx.scripts;
}

function distinct(what: string, names: readonly (string | undefined)[]): void {
	const twice = names.find((name, i) => names.indexOf(name) !== i);
	if (twice !== undefined) throw validationException(`The name '${twice}' is given twice in ${what}.`);
}

function checkUri(uri = ''): void {
	if (!parseS3Uri(uri)) throw validationException(`The S3 URI '${uri}' is not valid: s3://bucket/prefix.`);
}
