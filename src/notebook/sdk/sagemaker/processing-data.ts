import type {
	ProcessingInput as InputMember,
	ProcessingOutput as OutputMember
} from '@aws-sdk/client-sagemaker';
import { UserError } from '#base/errors.ts';
import { requireText } from './errors.ts';
import { parseS3Uri } from './names.ts';

export interface ProcessingInputOptions {
	/** `s3://BUCKET/PREFIX`: every object whose key begins so. */
	readonly source: string;
	/** The folder in the container, e.g. `/opt/ml/processing/input`. */
	readonly destination: string;
	/** Default `input-1` for the first, and so on. */
	readonly inputName?: string;
	/** On several instances. Default `FullyReplicated`: everything on each; `ShardedByS3Key`: a share on each. */
	readonly s3DataDistributionType?: 'FullyReplicated' | 'ShardedByS3Key';
}

/** Data that a processing job finds in a folder. The Python SDK's `sagemaker.processing.ProcessingInput`. */
export class ProcessingInput {
	readonly options: ProcessingInputOptions;

	/** Throws a UserError `InvalidArgument` where a text is missing or the source is no address in S3. */
	constructor(options: ProcessingInputOptions) {
		requireText('destination', options.destination);
		requireAddress('source', options.source);
		this.options = options;
	}

	/** As CreateProcessingJob takes it. */
	toMember(number: number): InputMember {
		const { source, destination, inputName = `input-${number}`, s3DataDistributionType } = this.options;
		return {
			InputName: inputName,
			S3Input: {
				S3Uri: source,
				LocalPath: destination,
				S3DataType: 'S3Prefix',
				S3InputMode: 'File',
				...(s3DataDistributionType === undefined ? {} : { S3DataDistributionType: s3DataDistributionType })
			}
		};
	}
}

export interface ProcessingOutputOptions {
	/** The folder in the container whose files are stored, e.g. `/opt/ml/processing/output`. */
	readonly source: string;
	/** `s3://…` under which they are stored. Default: a folder of the job in the session's default bucket. */
	readonly destination?: string;
	/** Default `output-1` for the first, and so on. */
	readonly outputName?: string;
}

/** A folder that a processing job stores at its end. The Python SDK's `sagemaker.processing.ProcessingOutput`. */
export class ProcessingOutput {
	readonly options: ProcessingOutputOptions;

	/** Throws a UserError `InvalidArgument` where the folder is missing or the destination is no address in S3. */
	constructor(options: ProcessingOutputOptions) {
		requireText('source', options.source);
		if (options.destination !== undefined) requireAddress('destination', options.destination);
		this.options = options;
	}

	/**
	 * As CreateProcessingJob takes it.
	 * @param jobFolder where it goes unless told
	 */
	toMember(number: number, jobFolder: string): OutputMember {
		const { source, outputName = `output-${number}`, destination } = this.options;
		const S3Uri = destination ?? `${jobFolder}/output/${outputName}`;
		return { OutputName: outputName, S3Output: { S3Uri, LocalPath: source, S3UploadMode: 'EndOfJob' } };
	}
}

function requireAddress(name: string, value: unknown): void {
	if (parseS3Uri(requireText(name, value))) return;
	throw new UserError(
		'InvalidArgument',
		`${name} is an address like s3://bucket/prefix, not '${String(value)}'.`,
		{
			hint: 'Put the file into S3 first: `await session.uploadData({ … })` gives its address.'
		}
	);
}
