import { encodeUtf8 } from '#base/bytes.ts';
import type { StreamedResponse, WireResponse } from '#base/wire.ts';
import type { Service } from '../core/service.ts';
import { shapeOf, type OperationModel, type ServiceModel, type Shape } from './model.ts';
import { payloadOf, writeHeaders } from './rest-write.ts';
import type { Route } from './route.ts';
import { writeTree } from './tree.ts';
import { textElement, writeElement, writeXmlMembers } from './xml-write.ts';

const XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** The answer of an operation that succeeded; `output` is native and has been checked against its shape. */
export function respond(
	{ service, protocol, operation }: Route,
	output: Readonly<Record<string, unknown>>,
	requestId: string
): StreamedResponse {
	const { model } = service;
	const operationModel = model.operations[operation]!;
	const shape = shapeOf(model, operationModel.output?.shape);
	const status =
		service.statusOf?.(output, operation) ??
		statusIn(shape, output) ??
		operationModel.http.responseCode ??
		200;
	switch (protocol) {
		case 'json':
			return respondJson(model, operationModel, output, status, requestId);
		case 'rest-json':
			return respondRestJson(model, operationModel, output, status, requestId);
		case 'rest-xml':
			return respondRestXml(service, operation, shape, output, status, requestId);
		case 'query':
			return respondQuery(model, operation, operationModel, output, status, requestId);
	}
}

function respondJson(
	model: ServiceModel,
	operation: OperationModel,
	output: Readonly<Record<string, unknown>>,
	status: number,
	requestId: string
): WireResponse {
	const headers = {
		'x-amzn-requestid': requestId,
		'content-type': `application/x-amz-json-${model.metadata.jsonVersion ?? '1.1'}`
	};
	// An operation without output shape answers an empty body, as AWS does.
	if (!operation.output) return { status, headers, body: new Uint8Array(0) };
	const tree = writeTree(model, operation.output.shape, output, 'json');
	return { status, headers, body: encodeUtf8(JSON.stringify(tree)) };
}

function respondRestJson(
	model: ServiceModel,
	operation: OperationModel,
	output: Readonly<Record<string, unknown>>,
	status: number,
	requestId: string
): StreamedResponse {
	const shape = shapeOf(model, operation.output?.shape);
	const json = (name: string, value: unknown): string =>
		JSON.stringify(writeTree(model, name, value, 'rest-json'));
	const bound = { ...writeHeaders(model, shape, output), 'x-amzn-requestid': requestId };
	if (!operation.output || status === 204) return { status, headers: bound, body: new Uint8Array(0) };
	const payload = payloadOf(model, shape, output, (member, value) => json(member.shape, value));
	const inBody = Object.entries(shape.members ?? {}).filter(([, member]) => member.location === undefined);
	const rest = inBody.map(([name, member]) =>
		output[name] === undefined
			? []
			: [`${JSON.stringify(member.locationName ?? name)}:${json(member.shape, output[name])}`]
	);
	return {
		status,
		headers: { 'content-type': 'application/json', ...bound },
		body: payload ?? encodeUtf8(`{${rest.flat().join(',')}}`)
	};
}

/** The member that is the HTTP status of an answer, where there is one. */
function statusIn(shape: Shape, output: Readonly<Record<string, unknown>>): number | undefined {
	const [name] =
		Object.entries(shape.members ?? {}).find(([, member]) => member.location === 'statusCode') ?? [];
	const status = name === undefined ? undefined : output[name];
	return typeof status === 'number' ? status : undefined;
}

function respondRestXml(
	service: Service,
	operation: string,
	shape: Shape,
	output: Readonly<Record<string, unknown>>,
	status: number,
	requestId: string
): StreamedResponse {
	const { model } = service;
	const bound = writeHeaders(model, shape, output);
	const headers = { ...bound, 'x-amz-request-id': requestId, 'x-amz-id-2': requestId };
	const payload = payloadOf(model, shape, output, (member, value) => {
		return (
			XML_HEAD + writeElement(model, shapeOf(model, member.shape), member.locationName ?? member.shape, value)
		);
	});
	const body = payload ?? encodeUtf8(xmlBody(service, operation, shape, output));
	const isEmpty = body instanceof Uint8Array && body.length === 0;
	const isXml = !isEmpty && (payload === null || shape.payload !== 'Body');
	return { status, headers: isXml ? { ...headers, 'content-type': 'application/xml' } : headers, body };
}

function xmlBody(
	{ model, xmlRoots, xmlUnwrapped }: Service,
	operation: string,
	shape: Shape,
	output: Readonly<Record<string, unknown>>
): string {
	const inBody = Object.entries(shape.members ?? {}).filter(([, member]) => member.location === undefined);
	if (inBody.length === 0) return '';
	const namespace = model.metadata.xmlNamespace ?? 'http://s3.amazonaws.com/doc/2006-03-01/';
	const [name, member] = inBody[0]!;
	if (xmlUnwrapped?.includes(operation)) {
		const text = writeElement(model, shapeOf(model, member.shape), name, output[name] ?? '');
		return XML_HEAD + text.replace(`<${name}>`, `<${name} xmlns="${namespace}">`);
	}
	const root = xmlRoots?.[operation] ?? `${operation}Result`;
	return `${XML_HEAD}<${root} xmlns="${namespace}">${writeXmlMembers(model, shape, output)}</${root}>`;
}

function respondQuery(
	model: ServiceModel,
	name: string,
	operation: OperationModel,
	output: Readonly<Record<string, unknown>>,
	status: number,
	requestId: string
): WireResponse {
	const wrapper = operation.output?.resultWrapper;
	const members = writeXmlMembers(model, shapeOf(model, operation.output?.shape), output);
	const result = wrapper ? `<${wrapper}>${members}</${wrapper}>` : members;
	const meta = `<ResponseMetadata>${textElement('RequestId', requestId)}</ResponseMetadata>`;
	const namespace = model.metadata.xmlNamespace ?? '';
	return {
		status,
		headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
		body: encodeUtf8(`<${name}Response xmlns="${namespace}">${result}${meta}</${name}Response>`)
	};
}
