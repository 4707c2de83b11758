import { gzipSync } from 'fflate';
import { decodeUtf8 } from '#base/bytes.ts';
import { AlgorithmError, UserError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import { isScriptImage } from '../../ecr/index.ts';
import { writeTar } from '../../core/tar.ts';
import type {
	ChannelInput,
	ContainerFile,
	ScriptOutcome,
	ScriptRun,
	ScriptTask,
	TrainingOutcome,
	TrainingRun
} from '../../ports.ts';
import type { TrainingJobRecord } from '../training/training-record.ts';
import { needScripts, pullImage, refuseOtherLanguages } from './program-image.ts';
import { argumentsOf, CODE_FOLDER, readScriptSettings, type ScriptSettings } from './script-mode.ts';
import { scriptEnvironment } from './script-environment.ts';
import { downloadSource } from './source-code.ts';
import {
	channelFiles,
	CONFIG_FOLDER,
	inputDataConfigOf,
	jsonFile,
	MODEL_FOLDER,
	OUTPUT_FOLDER,
	resourceConfigOf
} from './training-files.ts';

/** How much of a program's own words fits into FailureReason, before its exit code. */
const LONGEST_WORDS = 900;
const LAST_LINES = 5;

/**
 * Trains by a program of the learner's, under the contract of SageMaker's training containers: what is under /opt/ml
 * when it begins, and what its exit code and the files that it leaves mean.
 */
export function startTrainingProgram(
	ctx: Context,
	job: TrainingJobRecord,
	channels: readonly ChannelInput[],
	onLog: (line: string) => void
): TrainingRun {
	let run: ScriptRun | null = null;
	let wish: 'none' | 'stop' | 'kill' = 'none';
	const last: string[] = [];
	const hear = (line: string): void => {
		last.push(line);
		if (last.length > LAST_LINES) last.shift();
		onLog(line);
	};
	const work = async (): Promise<TrainingOutcome> => {
		const { task, settings } = await taskOf(ctx, job, channels);
		run = needScripts(ctx).start(task, hear);
		if (wish === 'kill') run.kill();
		else if (wish === 'stop') run.stop();
		const outcome = await run.finished;
		if (wish === 'none' && outcome.exitCode !== 0) throw failureOf(outcome, task, settings, last);
		const model = within(outcome.files, MODEL_FOLDER);
		const data = within(outcome.files, `${OUTPUT_FOLDER}/data`);
		const isStopped = wish !== 'none';
		return {
			kind: isStopped ? 'stopped' : 'completed',
			modelArchive: isStopped && model.length === 0 ? null : packed(model),
			outputArchive: data.length === 0 ? null : packed(data)
		};
	};
	return {
		finished: work(),
		stop: () => {
			if (wish === 'none') wish = 'stop';
			run?.stop();
		},
		kill: () => {
			wish = 'kill';
			run?.kill();
		}
	};
}

async function taskOf(
	ctx: Context,
	job: TrainingJobRecord,
	channels: readonly ChannelInput[]
): Promise<{ readonly task: ScriptTask; readonly settings: ScriptSettings | null }> {
	const { image, request, instanceType, instanceCount } = job;
	if (instanceCount > 1) {
		throw new UserError(
			'NotSimulated',
			`A program of yours on ${instanceCount} instances is not simulated.`,
			{
				hint: 'Set InstanceCount to 1.'
			}
		);
	}
	const piped = channels.find(({ inputMode }) => inputMode === 'Pipe');
	if (piped) {
		throw new UserError(
			'NotSimulated',
			`The input mode Pipe of channel '${piped.name}' is not simulated for programs of yours.`,
			{
				hint: 'Use File or FastFile.'
			}
		);
	}
	const content = await pullImage(ctx, image, request.RoleArn);
	const given = request.HyperParameters ?? {};
	const settings = isScriptImage(image) ? readScriptSettings(given) : null;
	const source = settings
		? await downloadSource(ctx, settings.submitDirectory, CODE_FOLDER, request.RoleArn)
		: [];
	const { ContainerEntrypoint, ContainerArguments } = request.AlgorithmSpecification ?? {};
	const command = settings
		? ['node', `${CODE_FOLDER}/${settings.program}`, ...argumentsOf(settings.hyperparameters)]
		: [
				...(ContainerEntrypoint ?? content.entrypoint),
				...(ContainerArguments ?? (ContainerEntrypoint ? [] : ['train']))
			];
	refuseOtherLanguages(command);
	const configuration = [
		jsonFile(`${CONFIG_FOLDER}/hyperparameters.json`, given),
		jsonFile(`${CONFIG_FOLDER}/inputdataconfig.json`, inputDataConfigOf(channels)),
		jsonFile(`${CONFIG_FOLDER}/resourceconfig.json`, resourceConfigOf(instanceType))
	];
	const environment = {
		...content.environment,
		AWS_REGION: ctx.region,
		TRAINING_JOB_NAME: job.name,
		...(settings ? scriptEnvironment(job, settings, channels) : {}),
		...request.Environment
	};
	const task: ScriptTask = {
		jobName: job.name,
		image,
		command,
		environment,
		workingFolder: settings ? CODE_FOLDER : content.workingFolder,
		files: [
			...content.files,
			...source,
			...configuration,
			...channelFiles(channels, request.InputDataConfig ?? [])
		],
		outputFolders: [MODEL_FOLDER, OUTPUT_FOLDER, `${OUTPUT_FOLDER}/data`, '/opt/ml/checkpoints'],
		instanceType
	};
	return { task, settings };
}

/** What AWS says of a container that failed: the failure file's words, or what it had left to say. */
function failureOf(
	{ exitCode, files }: ScriptOutcome,
	{ command }: ScriptTask,
	settings: ScriptSettings | null,
	last: readonly string[]
): AlgorithmError {
	const written = files.find(({ path }) => path === `${OUTPUT_FOLDER}/failure`);
	const said = [...last].join('\n').slice(-LONGEST_WORDS / 2);
	const started = ['node', settings?.program, ...command.slice(2)].join(' ').slice(0, LONGEST_WORDS / 4);
	const words = written
		? decodeUtf8(written.bytes).trim()
		: settings
			? `ExecuteUserScriptError:\nExitCode ${exitCode}\nErrorMessage "${said}"\nCommand "${started}"`
			: '';
	return new AlgorithmError('ContainerFailed', `${words.slice(0, LONGEST_WORDS)}, exit code: ${exitCode}`);
}

/** Files of a folder, by their paths in it. */
function within(files: readonly ContainerFile[], folder: string): ContainerFile[] {
	return [...new Map(files.map((file) => [file.path, file])).values()]
		.filter(({ path }) => path.startsWith(`${folder}/`))
		.map(({ path, bytes }) => ({ path: path.slice(folder.length + 1), bytes }));
}

function packed(files: readonly ContainerFile[]): Uint8Array {
	return gzipSync(writeTar(files), { mtime: 0 });
}
