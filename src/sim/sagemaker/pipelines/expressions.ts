import { isRecord } from '../../protocol/model.ts';
import { pathKeys, valueAt } from './json-path.ts';
import { UserError } from '#base/errors.ts';

/** What references lead to. */
export interface Scope {
	readonly parameters: ReadonlyMap<string, unknown>;
	/** `Execution.NAME`. */
	readonly execution: Readonly<Record<string, string>>;
	/** Outputs of a step that has succeeded. */
	outputsOf(step: string): unknown;
	/** Content of a step's property file. */
	propertyFile(step: string, file: string): Promise<unknown>;
	/** JSON in S3. */
	jsonAt(uri: string): Promise<unknown>;
}

/**
 * A value with every reference and function in it replaced by what it stands for.
 * @throws UserError where a reference leads to nothing
 */
export async function resolve(value: unknown, scope: Scope): Promise<unknown> {
	if (Array.isArray(value)) return Promise.all(value.map((item: unknown) => resolve(item, scope)));
	if (!isRecord(value)) return value;
	const entries = Object.entries(value);
	const [name, inner] = entries.length === 1 ? entries[0]! : [];
	if (name === 'Get' && typeof inner === 'string') return get(inner, scope);
	if (name === 'Std:Join' && isRecord(inner)) return join(inner, scope);
	if (name === 'Std:JsonGet' && isRecord(inner)) return jsonGet(inner, scope);
	if (name?.startsWith('Std:')) throw notFound(`The function ${name} is not simulated`);
	const resolved = entries.map(async ([key, item]) => [key, await resolve(item, scope)] as const);
	return Object.fromEntries(await Promise.all(resolved));
}

function get(path: string, scope: Scope): unknown {
	const [kind, name = '', ...rest] = pathKeys(path);
	const found =
		kind === 'Parameters'
			? scope.parameters.get(name)
			: kind === 'Execution'
				? valueAt(scope.execution, [name])
				: valueAt(scope.outputsOf(name), rest);
	if (found === undefined) throw notFound(`'${path}' leads to nothing`);
	return found instanceof Date ? found.toISOString() : found;
}

async function join({ On: on = '', Values: values }: Readonly<Record<string, unknown>>, scope: Scope) {
	const parts = (await resolve(values, scope)) as unknown;
	if (!Array.isArray(parts) || typeof on !== 'string') throw notFound('Std:Join has no list of Values');
	return parts.map(String).join(on);
}

async function jsonGet(input: Readonly<Record<string, unknown>>, scope: Scope): Promise<unknown> {
	const path = await resolve(input['Path'], scope);
	if (typeof path !== 'string') throw notFound('Std:JsonGet has no Path');
	const found = valueAt(await sourceOf(input, scope), pathKeys(path));
	if (found === undefined) throw notFound(`The Path '${path}' of Std:JsonGet leads to nothing`);
	return found;
}

async function sourceOf(
	{ PropertyFile: file, S3Uri: uri }: Readonly<Record<string, unknown>>,
	scope: Scope
): Promise<unknown> {
	if (uri !== undefined) return scope.jsonAt(String(await resolve(uri, scope)));
	const path = isRecord(file) && typeof file['Get'] === 'string' ? pathKeys(file['Get']) : [];
	const [, step, files, name] = path;
	if (step === undefined || files !== 'PropertyFiles' || name === undefined) {
		throw notFound('Std:JsonGet has neither a PropertyFile nor an S3Uri');
	}
	return scope.propertyFile(step, name);
}

function notFound(what: string): UserError {
	return new UserError('PipelineReference', `${what}.`);
}
