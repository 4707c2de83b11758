import { isRecord } from '../../protocol/model.ts';
import { validationException } from '../errors.ts';
import { broken } from './definition.ts';

export interface ParameterSpec {
	readonly name: string;
	readonly type: 'String' | 'Integer' | 'Float' | 'Boolean';
	readonly defaultValue: unknown;
	readonly enumValues: readonly unknown[] | null;
}

const TYPES: readonly unknown[] = ['String', 'Integer', 'Float', 'Boolean'];

/** @throws AwsError ValidationException */
export function readParameters(value: unknown): ParameterSpec[] {
	if (value === undefined) return [];
	if (!Array.isArray(value)) throw broken('Parameters is no list');
	const parameters = value.map(readParameter);
	const names = parameters.map(({ name }) => name);
	const twice = names.find((name, i) => names.indexOf(name) !== i);
	if (twice !== undefined) throw broken(`The parameter '${twice}' is given twice`);
	return parameters;
}

function readParameter(item: unknown): ParameterSpec {
	const { Name: name, Type: type, DefaultValue: defaultValue, EnumValues } = isRecord(item) ? item : {};
	if (typeof name !== 'string') throw broken('A parameter has no Name');
	if (!TYPES.includes(type))
		throw broken(`The type of the parameter '${name}' is none of ${TYPES.join(', ')}`);
	const enumValues = Array.isArray(EnumValues) ? (EnumValues as unknown[]) : null;
	const spec = { name, type: type as ParameterSpec['type'], defaultValue, enumValues };
	if (defaultValue !== undefined && !isOf(spec, defaultValue)) {
		throw broken(`The default value of the parameter '${name}' is no ${spec.type} that it may have`);
	}
	return spec;
}

function isOf({ type, enumValues }: ParameterSpec, value: unknown): boolean {
	if (enumValues && !enumValues.includes(value)) return false;
	if (type === 'String') return typeof value === 'string';
	if (type === 'Boolean') return typeof value === 'boolean';
	return typeof value === 'number' && (type === 'Float' || Number.isInteger(value));
}

/**
 * The value of every parameter: what was given, or its default.
 * @throws AwsError ValidationException for an unknown one, one without a value, or a value of another type
 */
export function parameterValues(
	specs: readonly ParameterSpec[],
	given: Readonly<Record<string, string>>
): ReadonlyMap<string, unknown> {
	const known = specs.map(({ name }) => name);
	const strangers = Object.keys(given).filter((name) => !known.includes(name));
	if (strangers.length > 0) {
		throw validationException(
			`Unknown parameters [${strangers.join(', ')}]. The pipeline has: [${known.join(', ')}].`
		);
	}
	return new Map(specs.map((spec) => [spec.name, valueOf(spec, given[spec.name])]));
}

function valueOf(spec: ParameterSpec, text: string | undefined): unknown {
	if (text === undefined) {
		if (spec.defaultValue !== undefined) return spec.defaultValue;
		throw validationException(`The parameter [${spec.name}] has no default value, so it must be given.`);
	}
	const value = converted(spec.type, text);
	if (value !== undefined && isOf(spec, value)) return value;
	const among = spec.enumValues ? ` among [${spec.enumValues.join(', ')}]` : '';
	throw validationException(
		`The value '${text}' of the parameter [${spec.name}] is no ${spec.type}${among}.`
	);
}

function converted(type: ParameterSpec['type'], text: string): unknown {
	if (type === 'String') return text;
	if (type === 'Boolean') return { true: true, false: false }[text.toLowerCase()];
	return text.trim() === '' ? undefined : Number(text);
}
