import { encodeUtf8 } from '#base/bytes.ts';
import type { Context } from '../../core/context.ts';
import { isScriptImage } from '../../ecr/index.ts';
import type { ContainerFile, InferenceInstance, InferenceModel, ScriptTask } from '../../ports.ts';
import { needScripts, pullImage, refuseOtherLanguages } from './program-image.ts';
import { checkEntryPoint, CODE_FOLDER } from './script-mode.ts';
import { SCRIPT_SERVER } from './script-server.ts';
import { downloadSource, unpack } from './source-code.ts';
import { MODEL_FOLDER } from './training-files.ts';

const SERVER = '/opt/sagebrush/serve.mjs';

/**
 * Starts a serving container of the learner's own: `IMAGE serve`, the model under /opt/ml/model, port 8080.
 * @param roleArn that of the model, under which the image and the source code are fetched
 */
export async function startServingProgram(
	ctx: Context,
	{ image, modelArchive, environment }: InferenceModel,
	roleArn: string | undefined,
	onLog: (line: string) => void
): Promise<InferenceInstance> {
	const content = await pullImage(ctx, image, roleArn);
	const archive = modelArchive === null ? [] : unpack(modelArchive, 'model.tar.gz');
	const model = archive.map(({ path, bytes }) => ({ path: `${MODEL_FOLDER}${path}`, bytes }));
	const script = isScriptImage(image) ? await scriptFiles(ctx, environment, roleArn) : null;
	const command = script ? ['node', SERVER] : [...content.entrypoint, 'serve'];
	refuseOtherLanguages(command);
	const task: ScriptTask = {
		jobName: 'serve',
		image,
		command,
		environment: {
			...content.environment,
			AWS_REGION: ctx.region,
			SM_MODEL_DIR: MODEL_FOLDER,
			...environment,
			...(script ? { SAGEBRUSH_SCRIPT: script.path } : {})
		},
		workingFolder: content.workingFolder,
		files: [...content.files, ...model, ...(script?.files ?? [])],
		outputFolders: [MODEL_FOLDER],
		instanceType: ''
	};
	return needScripts(ctx).serve(task, onLog);
}

/** The learner's functions for serving in script mode, and the server that calls them. */
async function scriptFiles(
	ctx: Context,
	environment: Readonly<Record<string, string>>,
	roleArn: string | undefined
): Promise<{ readonly path: string; readonly files: readonly ContainerFile[] }> {
	const program = environment['SAGEMAKER_PROGRAM'] ?? 'inference.js';
	checkEntryPoint(program);
	const from = environment['SAGEMAKER_SUBMIT_DIRECTORY'] ?? `${MODEL_FOLDER}/code`;
	const server = { path: SERVER, bytes: encodeUtf8(SCRIPT_SERVER) };
	if (!from.startsWith('s3://'))
		return { path: `${from.replace(/^file:\/\//, '')}/${program}`, files: [server] };
	const source = await downloadSource(ctx, from, CODE_FOLDER, roleArn);
	return { path: `${CODE_FOLDER}/${program}`, files: [server, ...source] };
}
