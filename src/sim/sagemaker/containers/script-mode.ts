import { UserError } from '#base/errors.ts';

/** Where the image for scripts keeps the learner's source code. */
export const CODE_FOLDER = '/opt/ml/code';

/** The learner's own settings of a job in script mode, out of what the SDKs send along as hyperparameters. */
export interface ScriptSettings {
	/** File to start, below the folder of the code. */
	readonly program: string;
	/** The S3 URI of its archive. */
	readonly submitDirectory: string;
	/** The learner's own hyperparameters: texts as they are, all else as JSON. */
	readonly hyperparameters: Readonly<Record<string, unknown>>;
}

/** @throws UserError MissingEntryPoint, NotJavaScript */
export function readScriptSettings(given: Readonly<Record<string, string>>): ScriptSettings {
	const values = Object.fromEntries(Object.entries(given).map(([name, text]) => [name, decoded(text)]));
	const program = textOf(values['sagemaker_program']);
	const submitDirectory = textOf(values['sagemaker_submit_directory']);
	if (program === null || submitDirectory === null) {
		throw new UserError(
			'MissingEntryPoint',
			`The hyperparameter ${program === null ? 'sagemaker_program' : 'sagemaker_submit_directory'} is missing: the image for scripts does not know what to run.`,
			{ hint: 'An Estimator with entryPoint sends both.' }
		);
	}
	checkEntryPoint(program);
	const own = Object.entries(values).filter(([name]) => !/^_?sagemaker_/.test(name));
	return { program, submitDirectory, hyperparameters: Object.fromEntries(own) };
}

/** @throws UserError NotJavaScript */
export function checkEntryPoint(program: string): void {
	if (/\.(?:js|mjs|cjs)$/.test(program)) return;
	throw new UserError('NotJavaScript', `The entry point '${program}' is not JavaScript.`, {
		hint: 'Scripts run in JavaScript here, not in Python: write the script in JavaScript and name its .js or .mjs file.'
	});
}

/** Hyperparameters as a program's arguments: `--name value`. */
export function argumentsOf(hyperparameters: Readonly<Record<string, unknown>>): string[] {
	return Object.entries(hyperparameters)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.flatMap(([name, value]) => [name.length === 1 ? `-${name}` : `--${name}`, textOrJson(value)]);
}

export function textOrJson(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The SDKs send each value as JSON; a text that is none stands for itself. */
function decoded(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

function textOf(value: unknown): string | null {
	return typeof value === 'string' && value !== '' ? value : null;
}
