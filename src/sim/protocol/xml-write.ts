import { AlgorithmError } from '#base/errors.ts';
import { isRecord, shapeOf, type Member, type ServiceModel, type Shape } from './model.ts';
import { writeText } from './scalar-text.ts';

const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	// Parsers fold bare line ends and trim white space; references come through as they are.
	'\r': '&#xD;',
	'\u0085': '&#x85;',
	'\u2028': '&#x2028;'
};

/** Text as XML content. Characters that XML 1.0 cannot hold become U+FFFD. */
export function escapeXml(text: string): string {
	return (
		text
			// eslint-disable-next-line no-control-regex -- these are the ones that XML forbids
			.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD')
			.replace(/[&<>"\r\u0085\u2028]/g, (character) => ENTITIES[character]!)
	);
}

/** One element of text. */
export function textElement(name: string, text: string): string {
	return `<${name}>${escapeXml(text)}</${name}>`;
}

/** The members of a structure as elements; members bound to headers are left out. */
export function writeXmlMembers(model: ServiceModel, shape: Shape, value: unknown): string {
	if (!isRecord(value)) throw new AlgorithmError('MisfitOutput', 'A structure is expected to be an object.');
	return Object.entries(shape.members ?? {})
		.filter(([name, member]) => member.location === undefined && value[name] !== undefined)
		.map(([name, member]) => writeMember(model, member, member.locationName ?? name, value[name]))
		.join('');
}

function writeMember(model: ServiceModel, member: Member, name: string, value: unknown): string {
	const shape = shapeOf(model, member.shape);
	if (shape.type === 'list') return writeList(model, shape, name, value, isFlat(shape, member));
	if (shape.type === 'map') return writeMap(model, shape, name, value, isFlat(shape, member));
	return writeElement(model, shape, name, value);
}

/** An element that holds one value, not a flattened list or map. */
export function writeElement(model: ServiceModel, shape: Shape, name: string, value: unknown): string {
	if (shape.type === 'structure') return `<${name}>${writeXmlMembers(model, shape, value)}</${name}>`;
	if (shape.type === 'list') return writeList(model, shape, name, value, false);
	if (shape.type === 'map') return writeMap(model, shape, name, value, false);
	return textElement(name, writeText(shape, value, 'xml'));
}

function writeList(model: ServiceModel, shape: Shape, name: string, value: unknown, flat: boolean): string {
	if (!Array.isArray(value) || !shape.member) throw new AlgorithmError('MisfitOutput', `${name} is no list.`);
	const itemShape = shapeOf(model, shape.member.shape);
	const itemName = flat ? name : (shape.member.locationName ?? 'member');
	const items = value.map((item) => writeElement(model, itemShape, itemName, item)).join('');
	return flat ? items : `<${name}>${items}</${name}>`;
}

function writeMap(model: ServiceModel, shape: Shape, name: string, value: unknown, flat: boolean): string {
	if (!isRecord(value) || !shape.key || !shape.value) {
		throw new AlgorithmError('MisfitOutput', `${name} is no map.`);
	}
	const keyName = shape.key.locationName ?? 'key';
	const valueName = shape.value.locationName ?? 'value';
	const valueShape = shapeOf(model, shape.value.shape);
	const entryName = flat ? name : 'entry';
	const entries = Object.entries(value)
		.map(([key, item]) => {
			const pair = textElement(keyName, key) + writeElement(model, valueShape, valueName, item);
			return `<${entryName}>${pair}</${entryName}>`;
		})
		.join('');
	return flat ? entries : `<${name}>${entries}</${name}>`;
}

function isFlat(shape: Shape, member: Member): boolean {
	return shape.flattened === true || member.flattened === true;
}
