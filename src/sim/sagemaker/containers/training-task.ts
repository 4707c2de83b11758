import { UserError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import { isScriptImage } from '../../ecr/index.ts';
import type { ChannelInput, ScriptTask } from '../../ports.ts';
import { inputsOn } from '../training/hosts.ts';
import type { TrainingJobRecord } from '../training/training-record.ts';
import { resourceConfigOf, type Host } from './host.ts';
import { pullImage, refuseOtherLanguages } from './program-image.ts';
import { scriptEnvironment } from './script-environment.ts';
import { argumentsOf, CODE_FOLDER, readScriptSettings, type ScriptSettings } from './script-mode.ts';
import { downloadSource } from './source-code.ts';
import {
	channelFiles,
	channelFolder,
	CONFIG_FOLDER,
	inputDataConfigOf,
	jsonFile,
	MODEL_FOLDER,
	OUTPUT_FOLDER
} from './training-files.ts';

export interface PreparedTraining {
	/** What a host runs, and what lies on it when it begins. */
	taskOf(host: Host): ScriptTask;
	/** Those of script mode; null for a container of one's own. */
	readonly settings: ScriptSettings | null;
}

/**
 * Gets everything that a training program needs on its hosts.
 * @throws UserError NotSimulated, ImageNotPulled, UnknownImage, NotJavaScript, MissingEntryPoint, BadSourceArchive
 */
export async function prepareTraining(
	ctx: Context,
	job: TrainingJobRecord,
	inputs: readonly ChannelInput[]
): Promise<PreparedTraining> {
	const { image, request } = job;
	refusePipes(inputs);
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
	const channels = request.InputDataConfig ?? [];
	const taskOf = (host: Host): ScriptTask => ({
		jobName: job.name,
		image,
		command,
		environment: {
			...content.environment,
			AWS_REGION: ctx.region,
			TRAINING_JOB_NAME: job.name,
			...(settings ? scriptEnvironment(job, settings, inputs, host) : {}),
			...request.Environment
		},
		workingFolder: settings ? CODE_FOLDER : content.workingFolder,
		files: [
			...content.files,
			...source,
			jsonFile(`${CONFIG_FOLDER}/hyperparameters.json`, given),
			jsonFile(`${CONFIG_FOLDER}/inputdataconfig.json`, inputDataConfigOf(inputs, channels)),
			jsonFile(`${CONFIG_FOLDER}/resourceconfig.json`, resourceConfigOf(host)),
			...channelFiles(inputsOn(host, channels, inputs), channels)
		],
		folders: inputs.map(({ name }) => channelFolder(name)),
		outputFolders: [MODEL_FOLDER, OUTPUT_FOLDER, `${OUTPUT_FOLDER}/data`, '/opt/ml/checkpoints'],
		instanceType: host.instanceType
	});
	return { taskOf, settings };
}

function refusePipes(inputs: readonly ChannelInput[]): void {
	const piped = inputs.find(({ inputMode }) => inputMode === 'Pipe');
	if (!piped) return;
	throw new UserError(
		'NotSimulated',
		`The input mode Pipe of channel '${piped.name}' is not simulated for programs of yours.`,
		{ hint: 'Use File or FastFile.' }
	);
}
