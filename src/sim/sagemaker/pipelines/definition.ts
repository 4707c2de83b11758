import { validationException } from '../errors.ts';
import { isRecord } from '../../protocol/model.ts';
import { notSimulated } from '../../core/not-simulated.ts';
import { durationMs } from './duration.ts';
import { pathKeys } from './json-path.ts';
import { readParameters, type ParameterSpec } from './parameters.ts';
import { readRetryPolicies, type RetryPolicy } from './retry.ts';
import { STEP_TYPES } from './step-types.ts';

export type JsonRecord = Readonly<Record<string, unknown>>;

export interface StepSpec {
	readonly name: string;
	readonly type: string;
	readonly displayName: string | undefined;
	readonly description: string | undefined;
	readonly arguments: JsonRecord;
	/** Steps that it names, and those that its arguments refer to. */
	readonly needs: readonly string[];
	/** The branches that it stands in, outermost first. */
	readonly guards: readonly { readonly condition: string; readonly outcome: boolean }[];
	readonly retry: readonly RetryPolicy[];
	/** How old a result may be that is taken instead of running the step; null: none is. */
	readonly cacheMs: number | null;
	readonly propertyFiles: readonly PropertyFile[];
}

/** A JSON file that a step writes into one of its outputs, for others to read values from. */
export interface PropertyFile {
	readonly name: string;
	readonly output: string;
	readonly path: string;
}

export interface PipelineDefinition {
	readonly parameters: readonly ParameterSpec[];
	/** All steps, those within branches too, as they stand in the text. */
	readonly steps: readonly StepSpec[];
	readonly experiment: { readonly ExperimentName: unknown; readonly TrialName: unknown } | null;
}

const VERSION = '2020-12-01';
const STEP_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const MOST_STEPS = 50;

/**
 * A pipeline's JSON as a definition in which every reference is known to lead somewhere.
 * @see https://aws-sagemaker-mlops.github.io/sagemaker-model-building-pipeline-definition-JSON-schema/
 * @throws AwsError ValidationException, or NotSimulated for a type of step that is not
 */
export function readDefinition(text: string): PipelineDefinition {
	const root = parse(text);
	if (root['Version'] !== VERSION) throw broken(`Version '${String(root['Version'])}' is not '${VERSION}'`);
	const parameters = readParameters(root['Parameters']);
	const steps = readSteps(root['Steps'], []);
	if (steps.length === 0) throw broken('There are no Steps');
	if (steps.length > MOST_STEPS) throw broken(`There are more than ${MOST_STEPS} Steps`);
	const definition = { parameters, steps, experiment: readExperiment(root['PipelineExperimentConfig']) };
	checkReferences(definition);
	return definition;
}

function parse(text: string): JsonRecord {
	try {
		const root: unknown = JSON.parse(text);
		if (isRecord(root)) return root;
	} catch (cause) {
		throw broken(String(cause));
	}
	throw broken('It is no JSON object');
}

/** ValidationException about a pipeline's JSON. */
export function broken(why: string): Error {
	return validationException(`Unable to parse pipeline definition. ${why}.`);
}

function readSteps(value: unknown, guards: StepSpec['guards']): StepSpec[] {
	if (!Array.isArray(value)) throw broken('Steps is no list');
	return value.flatMap((item: unknown) => readStep(item, guards));
}

function readStep(item: unknown, guards: StepSpec['guards']): StepSpec[] {
	if (!isRecord(item)) throw broken('A step is no object');
	const { Name: name, Type: type, Arguments: given, DependsOn: dependsOn } = item;
	if (typeof name !== 'string' || !STEP_NAME.test(name)) {
		throw broken(`The step name ${JSON.stringify(name)} is not valid`);
	}
	if (typeof type !== 'string') throw broken(`The step '${name}' has no Type`);
	if (!STEP_TYPES.includes(type)) {
		throw notSimulated(`The step type ${type} (step '${name}')`, `Simulated: ${STEP_TYPES.join(', ')}.`);
	}
	if (!isRecord(given)) throw broken(`The step '${name}' has no Arguments`);
	const isCondition = type === 'Condition';
	const { IfSteps: ifSteps = [], ElseSteps: elseSteps = [], ...rest } = given;
	const own = isCondition ? rest : given;
	const named = dependsOn === undefined ? [] : readNames(name, dependsOn);
	const step: StepSpec = {
		name,
		type,
		displayName: typeof item['DisplayName'] === 'string' ? item['DisplayName'] : undefined,
		description: typeof item['Description'] === 'string' ? item['Description'] : undefined,
		arguments: own,
		needs: [...new Set([...named, ...referencedSteps(own)])],
		guards,
		retry: readRetryPolicies(name, item['RetryPolicies']),
		cacheMs: readCache(name, item['CacheConfig']),
		propertyFiles: readPropertyFiles(name, item['PropertyFiles'])
	};
	if (!isCondition) return [step];
	const within = (outcome: boolean): StepSpec['guards'] => [...guards, { condition: name, outcome }];
	return [step, ...readSteps(ifSteps, within(true)), ...readSteps(elseSteps, within(false))];
}

function readNames(step: string, value: unknown): string[] {
	if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value as string[];
	throw broken(`DependsOn of the step '${step}' is no list of names`);
}

function readCache(step: string, value: unknown): number | null {
	if (!isRecord(value) || value['Enabled'] !== true) return null;
	const after = value['ExpireAfter'];
	if (after === undefined) return Infinity;
	const ms = typeof after === 'string' ? durationMs(after) : null;
	if (ms === null) throw broken(`ExpireAfter of the step '${step}' is no ISO 8601 duration`);
	return ms;
}

function readPropertyFiles(step: string, value: unknown): PropertyFile[] {
	if (value === undefined) return [];
	const files = Array.isArray(value) ? value : [null];
	return files.map((file: unknown) => {
		const { PropertyFileName: name, OutputName: output, FilePath: path } = isRecord(file) ? file : {};
		if (typeof name !== 'string' || typeof output !== 'string' || typeof path !== 'string') {
			throw broken(
				`PropertyFiles of the step '${step}' need a PropertyFileName, an OutputName and a FilePath`
			);
		}
		return { name, output, path };
	});
}

function readExperiment(value: unknown): PipelineDefinition['experiment'] {
	if (!isRecord(value)) return null;
	const { ExperimentName, TrialName } = value;
	if (ExperimentName === undefined || TrialName === undefined) return null;
	return { ExperimentName, TrialName };
}

/** Every `Get` within a value. */
function* references(value: unknown): Generator<string> {
	if (Array.isArray(value)) for (const item of value as unknown[]) yield* references(item);
	else if (isRecord(value)) {
		if (typeof value['Get'] === 'string' && Object.keys(value).length === 1) yield value['Get'];
		else for (const inner of Object.values(value)) yield* references(inner);
	}
}

function referencedSteps(value: unknown): string[] {
	return [...references(value)].flatMap((path) => {
		const [kind, name] = pathKeys(path);
		return kind === 'Steps' && name !== undefined ? [name] : [];
	});
}

function checkReferences({ parameters, steps }: PipelineDefinition): void {
	const names = steps.map(({ name }) => name);
	const twice = names.find((name, i) => names.indexOf(name) !== i);
	if (twice !== undefined) throw broken(`The step name '${twice}' is given twice`);
	const known = new Set(parameters.map(({ name }) => name));
	for (const step of steps) {
		for (const need of step.needs) {
			if (!names.includes(need)) throw broken(`The step '${step.name}' refers to no step: '${need}'`);
		}
		for (const path of references(step.arguments)) {
			const [kind, name = ''] = pathKeys(path);
			if (!['Parameters', 'Steps', 'Execution'].includes(kind ?? '')) {
				throw broken(`The step '${step.name}' refers to nothing: '${path}'`);
			}
			if (kind === 'Parameters' && !known.has(name)) {
				throw broken(`The step '${step.name}' refers to no parameter: '${name}'`);
			}
		}
	}
	refuseCircles(steps);
}

function refuseCircles(steps: readonly StepSpec[]): void {
	let left = steps;
	for (;;) {
		const waiting = new Set(left.map(({ name }) => name));
		const next = left.filter((step) => prerequisites(step).some((name) => waiting.has(name)));
		if (next.length === 0) return;
		if (next.length === left.length) {
			throw broken(`The steps ${next.map(({ name }) => `'${name}'`).join(', ')} wait for each other`);
		}
		left = next;
	}
}

/** Steps that must have ended before it can begin. */
export function prerequisites({ needs, guards }: StepSpec): string[] {
	return [...needs, ...guards.map(({ condition }) => condition)];
}
