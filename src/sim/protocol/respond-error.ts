import { AwsError, SagebrushError } from '#base/errors.ts';
import { encodeUtf8 } from '#base/bytes.ts';
import type { WireRequest, WireResponse } from '#base/wire.ts';
import type { Service } from '../core/service.ts';
import { errorShapeOf } from './error-shape.ts';
import type { ServiceModel } from './model.ts';
import { protocolOf } from './protocol-of.ts';
import { textElement } from './xml-write.ts';

type WireHead = Omit<WireRequest, 'body'>;

/** Any failure as an AWS error: one that is none becomes the service's internal failure, with its real message. */
export function toAwsError(error: unknown, failureCode: string): AwsError {
	if (error instanceof AwsError) return error;
	const hint = error instanceof SagebrushError ? error.hint : undefined;
	const message = error instanceof Error ? error.message : String(error);
	return new AwsError(failureCode, message || failureCode, 500, { hint, cause: error });
}

/** An error in the form of the protocol that the request spoke. */
export function respondError(
	service: Service,
	request: WireHead,
	error: AwsError,
	requestId: string
): WireResponse {
	const protocol = protocolOf(service.model, request);
	switch (protocol) {
		case 'json':
		case 'rest-json':
			return jsonError(service.model, request, error, requestId);
		case 'rest-xml':
			return s3Error(request.method, error, requestId);
		case 'query':
			return queryError(service.model, request, error, requestId);
	}
}

function jsonError(
	model: ServiceModel,
	{ method, headers }: WireHead,
	error: AwsError,
	requestId: string
): WireResponse {
	const isJson = model.metadata.protocol === 'json';
	const { name, code, shape } = errorShapeOf(model, error.code);
	const status = shape?.error?.httpStatusCode ?? error.status;
	const messageName = Object.keys(shape?.members ?? {}).find((key) => /^message$/i.test(key)) ?? 'message';
	const body = { ...(isJson ? { __type: name } : {}), ...error.members, [messageName]: error.message };
	// Clients that once spoke the query protocol look for its codes.
	const asked = headers['x-amzn-query-mode'] === 'true';
	return {
		status,
		headers: {
			'content-type': isJson
				? `application/x-amz-json-${model.metadata.jsonVersion ?? '1.1'}`
				: 'application/json',
			'x-amzn-errortype': name,
			...(asked ? { 'x-amzn-query-error': `${queryCode(code)};${faultOf(status)}` } : {}),
			'x-amzn-requestid': requestId
		},
		body: method === 'HEAD' ? new Uint8Array(0) : encodeUtf8(JSON.stringify(body))
	};
}

function faultOf(status: number): 'Sender' | 'Receiver' {
	return status >= 500 ? 'Receiver' : 'Sender';
}

/** What the newer protocols call ValidationException is older than that name. */
function queryCode(code: string): string {
	return code === 'ValidationException' ? 'ValidationError' : code;
}

function s3Error(method: string, error: AwsError, requestId: string): WireResponse {
	const headers = { ...error.headers, 'x-amz-request-id': requestId, 'x-amz-id-2': requestId };
	// HEAD and 304 have no body, so the status says it all.
	if (method === 'HEAD' || error.status === 304) {
		return { status: error.status, headers, body: new Uint8Array(0) };
	}
	const more = Object.entries(error.members).map(([name, value]) => textElement(name, String(value)));
	const xml = [
		textElement('Code', error.code),
		textElement('Message', error.message),
		...more,
		textElement('RequestId', requestId),
		textElement('HostId', requestId)
	].join('');
	return {
		status: error.status,
		headers: { ...headers, 'content-type': 'application/xml' },
		body: encodeUtf8(`<?xml version="1.0" encoding="UTF-8"?>\n<Error>${xml}</Error>`)
	};
}

function queryError(
	model: ServiceModel,
	{ method }: WireHead,
	error: AwsError,
	requestId: string
): WireResponse {
	const { code, shape } = errorShapeOf(model, error.code);
	const status = shape?.error?.httpStatusCode ?? error.status;
	const inner =
		textElement('Type', faultOf(status)) +
		textElement('Code', queryCode(code)) +
		textElement('Message', error.message);
	const namespace = model.metadata.xmlNamespace ?? '';
	const xml = `<ErrorResponse xmlns="${namespace}"><Error>${inner}</Error>${textElement('RequestId', requestId)}</ErrorResponse>`;
	return {
		status,
		headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
		body: method === 'HEAD' ? new Uint8Array(0) : encodeUtf8(xml)
	};
}
