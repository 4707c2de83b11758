import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { AwsError } from '#base/errors.ts';
import { decodeUtf8 } from '#base/bytes.ts';
import { isRecord, shapeOf, type Member, type ServiceModel, type Shape } from './model.ts';
import { readText } from './scalar-text.ts';

const MALFORMED = 'The XML you provided was not well-formed or did not validate against our published schema';

const parser = new XMLParser({
	ignoreAttributes: true,
	parseTagValue: false,
	trimValues: false,
	removeNSPrefix: true,
	htmlEntities: true
});

/**
 * The native value of an XML document whose root element is the given structure.
 * @throws AwsError MalformedXML
 */
export function readXml(model: ServiceModel, shapeName: string, body: Uint8Array): unknown {
	const text = decodeUtf8(body);
	if (XMLValidator.validate(text) !== true) throw malformed('it is not well-formed');
	const document = parse(text);
	const roots = isRecord(document) ? Object.entries(document).filter(([name]) => !/^[?#]/.test(name)) : [];
	const root = roots[0]?.[1];
	return readElement(model, shapeOf(model, shapeName), root, roots[0]?.[0] ?? 'the document');
}

/** The parser refuses names that are none and documents that are too deep or too clever. */
function parse(text: string): unknown {
	try {
		return parser.parse(text) as unknown;
	} catch (cause) {
		throw malformed(cause instanceof Error ? cause.message : String(cause));
	}
}

function readElement(model: ServiceModel, shape: Shape, node: unknown, path: string): unknown {
	switch (shape.type) {
		case 'structure':
			return readStructure(model, shape, node, path);
		case 'list':
			return readList(model, shape, childrenOf(node, shape.member?.locationName ?? 'member'), path);
		case 'map':
			return readMap(model, shape, childrenOf(node, 'entry'), path);
		default: {
			const value = readText(shape, textOf(node));
			if (value === undefined) throw malformed(`'${textOf(node)}' at ${path} is no ${shape.type}`);
			return value;
		}
	}
}

function readStructure(model: ServiceModel, shape: Shape, node: unknown, path: string): unknown {
	const value: Record<string, unknown> = {};
	for (const [name, member] of Object.entries(shape.members ?? {})) {
		if (member.location !== undefined) continue;
		const children = childrenOf(node, member.locationName ?? name);
		if (children.length === 0) continue;
		value[name] = readMember(model, member, children, `${path}.${name}`);
	}
	return value;
}

function readMember(model: ServiceModel, member: Member, nodes: readonly unknown[], path: string): unknown {
	const shape = shapeOf(model, member.shape);
	const flat = shape.flattened === true || member.flattened === true;
	if (flat && shape.type === 'list') return readList(model, shape, nodes, path);
	if (flat && shape.type === 'map') return readMap(model, shape, nodes, path);
	return readElement(model, shape, nodes[0], path);
}

function readList(model: ServiceModel, shape: Shape, nodes: readonly unknown[], path: string): unknown {
	const member = shapeOf(model, shape.member?.shape);
	return nodes.map((node) => readElement(model, member, node, path));
}

function readMap(model: ServiceModel, shape: Shape, nodes: readonly unknown[], path: string): unknown {
	const member = shapeOf(model, shape.value?.shape);
	return Object.fromEntries(
		nodes.map((node) => {
			const key = textOf(childrenOf(node, shape.key?.locationName ?? 'key')[0]);
			const item = childrenOf(node, shape.value?.locationName ?? 'value')[0];
			return [key, readElement(model, member, item, `${path}.${key}`)];
		})
	);
}

function childrenOf(node: unknown, name: string): readonly unknown[] {
	if (!isRecord(node) || !Object.hasOwn(node, name)) return [];
	const child = node[name];
	return Array.isArray(child) ? child : [child];
}

function textOf(node: unknown): string {
	if (isRecord(node)) return typeof node['#text'] === 'string' ? node['#text'] : '';
	return node === undefined || node === null ? '' : String(node);
}

function malformed(why: string): AwsError {
	return new AwsError('MalformedXML', `${MALFORMED}: ${why}.`);
}
