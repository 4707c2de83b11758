import type { Context } from '../../core/context.ts';
import type { ScriptTask } from '../../ports.ts';
import { resourceConfigOf, type Host } from '../containers/host.ts';
import { pullImage, refuseOtherLanguages } from '../containers/program-image.ts';
import { jsonFile } from '../containers/training-files.ts';
import { filesOn, outputPlaces, type InputFiles } from './processing-files.ts';
import type { ProcessingRecord } from './processing-record.ts';

/**
 * What a processing container runs on each host, and what lies in it when it begins. An entry point that is given takes
 * the place of the image's, and then its command is not used either, as Docker has it.
 * @throws UserError ImageNotPulled, UnknownImage, NotJavaScript
 */
export async function prepareProcessing(
	ctx: Context,
	{ name, request }: ProcessingRecord,
	inputs: readonly InputFiles[]
): Promise<(host: Host) => ScriptTask> {
	const { ImageUri = '', ContainerEntrypoint, ContainerArguments } = request.AppSpecification;
	// What is in another language is told before its image is looked for: that is what the learner has to change.
	refuseOtherLanguages([...(ContainerEntrypoint ?? []), ...(ContainerArguments ?? [])]);
	const content = await pullImage(ctx, ImageUri, request.RoleArn);
	const command = [
		...(ContainerEntrypoint ?? content.entrypoint),
		...(ContainerArguments ?? (ContainerEntrypoint ? [] : content.command))
	];
	return (host) => ({
		jobName: name,
		image: ImageUri,
		command,
		environment: { ...content.environment, AWS_REGION: ctx.region, ...request.Environment },
		workingFolder: content.workingFolder,
		files: [
			...content.files,
			jsonFile('/opt/ml/config/processingjobconfig.json', { ...request, Tags: undefined }),
			jsonFile('/opt/ml/config/resourceconfig.json', resourceConfigOf(host)),
			...filesOn(host, inputs)
		],
		folders: inputs.map(({ folder }) => folder),
		outputFolders: outputPlaces(request).map(({ folder }) => folder),
		instanceType: host.instanceType
	});
}
