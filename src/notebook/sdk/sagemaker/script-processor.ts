import { UserError } from '#base/errors.ts';
import { requireText } from './errors.ts';
import { parseS3Uri } from './names.ts';
import { ProcessingInput } from './processing-data.ts';
import { Processor, type ProcessorOptions, type RunOptions } from './processor.ts';
import type { SourceFiles } from './source-dir.ts';

const CODE_FOLDER = '/opt/ml/processing/input/code';

export interface ScriptProcessorOptions extends Omit<ProcessorOptions, 'entrypoint'> {
	/** What runs the script. Default `['node']`. */
	readonly command?: readonly string[];
}

export interface RunScriptOptions extends RunOptions {
	/** The script: one of `sourceFiles`, or its address in S3. */
	readonly code: string;
	/** The texts of the script and of the files beside it, by name; they are uploaded for the job. */
	readonly sourceFiles?: SourceFiles;
}

/**
 * Runs a script on data in S3. The Python SDK's `sagemaker.processing.ScriptProcessor`.
 *
 * @example
 * const processor = new ScriptProcessor({ imageUri, role, instanceCount: 1, instanceType: 'ml.m5.xlarge' });
 * await processor.run({ code: 'prepare.js', sourceFiles: { 'prepare.js': text }, inputs, outputs, arguments: ['25'] });
 */
export class ScriptProcessor extends Processor {
	readonly command: readonly string[];

	/** Throws a UserError `InvalidArgument` where a text is missing or has not been awaited. */
	constructor({ command = ['node'], ...options }: ScriptProcessorOptions) {
		super(options);
		this.command = command;
	}

	/** @see Processor.run. The script lies in the container under /opt/ml/processing/input/code. */
	override async run({ code, sourceFiles, ...options }: RunScriptOptions): Promise<void> {
		requireText('code', code);
		const name = await this.newJobName(options.jobName);
		const source = parseS3Uri(code) ? code : await this.#upload(name, code, sourceFiles ?? {});
		const input = new ProcessingInput({ source, destination: CODE_FOLDER, inputName: 'code' });
		const file = code.split('/').at(-1)!;
		const inputs = [...(options.inputs ?? []), input];
		await this.start(name, [...this.command, `${CODE_FOLDER}/${file}`], { ...options, inputs });
	}

	/** Puts all files where the job will look for them; gives their folder. */
	async #upload(jobName: string, code: string, files: SourceFiles): Promise<string> {
		if (!Object.hasOwn(files, code)) {
			throw new UserError('InvalidArgument', `The script '${code}' is not among the source files.`, {
				hint: `Write sourceFiles: { '${code}': text }, or give the script's address in S3.`
			});
		}
		const session = this.sagemakerSession;
		const keyPrefix = `${jobName}/input/code`;
		for (const [fileName, data] of Object.entries(files)) {
			await session.uploadData({ data, keyPrefix, fileName });
		}
		return `s3://${await session.defaultBucket()}/${keyPrefix}/`;
	}
}
