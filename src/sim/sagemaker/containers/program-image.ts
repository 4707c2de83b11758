import { UserError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import { isOwnImage, isScriptImage, readImage, type ImageContent } from '../../ecr/index.ts';
import type { ScriptRunner } from '../../ports.ts';
import { roleAccess } from '../../iam/index.ts';
import { arnOf } from '../../core/arn.ts';

/** The image for scripts has no files of its own: node is in it. */
const SCRIPT_CONTENT: ImageContent = {
	files: [],
	entrypoint: [],
	command: [],
	environment: {},
	workingFolder: '/'
};

/** Whether a program of the learner's runs in an image: the image for scripts, or one of the account's own registry. */
export function isProgramImage(ctx: Context, uri: string): boolean {
	return isScriptImage(uri) || isOwnImage(ctx, uri);
}

/**
 * Pulls an image for a program of the learner's.
 * @param roleArn under which it is pulled; nothing is asked where there is none
 * @throws UserError ImageNotPulled, UnknownImage
 */
export async function pullImage(
	ctx: Context,
	uri: string,
	roleArn: string | undefined
): Promise<ImageContent> {
	if (isScriptImage(uri)) return SCRIPT_CONTENT;
	if (!isOwnImage(ctx, uri)) {
		throw new UserError('UnknownImage', `Cannot pull the image '${uri}': it is not known here.`, {
			hint: 'Scripts run in the image sagebrush-javascript, or in an image of your own that you have pushed to ECR.'
		});
	}
	const repository = /\.com\/([^:@]+)/.exec(uri)![1]!;
	if (roleArn !== undefined) {
		const access = roleAccess(ctx, roleArn);
		for (const action of ['BatchGetImage', 'GetDownloadUrlForLayer', 'BatchCheckLayerAvailability']) {
			access.need(`ecr:${action}`, arnOf(ctx, 'ecr', `repository/${repository}`));
		}
	}
	return readImage(ctx, uri);
}

/** @throws UserError CodeNotRun where the region's host has no sandbox for programs of learners */
export function needScripts({ scripts }: Context): ScriptRunner {
	if (scripts) return scripts;
	throw new UserError('CodeNotRun', 'Where this region runs there is no sandbox for programs of learners.', {
		hint: 'Open the page, or use the image of a built-in algorithm.'
	});
}

const OTHER_FILE = /\.(?:py|R|sh|jl)$/;
const OTHER_LANGUAGE = /(?:^|\/)(?:python[\d.]*|Rscript|julia)$/;

/** @throws UserError NotJavaScript for a command whose program is of another language */
export function refuseOtherLanguages([program = '', file = '']: readonly string[]): void {
	const strange =
		OTHER_LANGUAGE.test(program) || OTHER_FILE.test(program) ? program : OTHER_FILE.test(file) ? file : null;
	if (strange === null) return;
	throw new UserError('NotJavaScript', `The entry point '${strange}' is not JavaScript.`, {
		hint: 'Scripts and containers run JavaScript here, not Python: write it in JavaScript and name its .js or .mjs file.'
	});
}
