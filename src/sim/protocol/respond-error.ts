import { AwsError, SagebrushError } from '#base/errors.ts';
import { encodeUtf8 } from '#base/bytes.ts';
import type { WireResponse } from '#base/wire.ts';
import type { Service } from '../core/service.ts';
import type { ServiceModel } from './model.ts';
import { textElement } from './xml-write.ts';

/** Any failure as an AWS error: one that is none becomes the service's internal failure, with its real message. */
export function toAwsError(error: unknown, failureCode: string): AwsError {
	if (error instanceof AwsError) return error;
	const hint = error instanceof SagebrushError ? error.hint : undefined;
	const message = error instanceof Error ? error.message : String(error);
	return new AwsError(failureCode, message || failureCode, 500, { hint, cause: error });
}

/** An error in the form of the service's protocol. */
export function respondError(
	service: Service,
	method: string,
	error: AwsError,
	requestId: string
): WireResponse {
	switch (service.model.metadata.protocol) {
		case 'json':
		case 'rest-json':
			return jsonError(service.model, error, requestId);
		case 'rest-xml':
			return s3Error(method, error, requestId);
		case 'query':
			return queryError(service.model, error, requestId);
	}
}

function jsonError(model: ServiceModel, error: AwsError, requestId: string): WireResponse {
	const isJson = model.metadata.protocol === 'json';
	const shape = Object.hasOwn(model.shapes, error.code) ? model.shapes[error.code] : undefined;
	const messageName = Object.keys(shape?.members ?? {}).find((name) => /^message$/i.test(name)) ?? 'message';
	const body = {
		...(isJson ? { __type: error.code } : {}),
		...error.members,
		[messageName]: error.message
	};
	return {
		status: shape?.error?.httpStatusCode ?? error.status,
		headers: {
			'content-type': isJson
				? `application/x-amz-json-${model.metadata.jsonVersion ?? '1.1'}`
				: 'application/json',
			'x-amzn-errortype': error.code,
			'x-amzn-requestid': requestId
		},
		body: encodeUtf8(JSON.stringify(body))
	};
}

function s3Error(method: string, error: AwsError, requestId: string): WireResponse {
	const headers = { 'x-amz-request-id': requestId, 'x-amz-id-2': requestId };
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

function queryError(model: ServiceModel, error: AwsError, requestId: string): WireResponse {
	const type = error.status >= 500 ? 'Receiver' : 'Sender';
	const inner =
		textElement('Type', type) + textElement('Code', error.code) + textElement('Message', error.message);
	const namespace = model.metadata.xmlNamespace ?? '';
	return {
		status: error.status,
		headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
		body: encodeUtf8(
			`<ErrorResponse xmlns="${namespace}"><Error>${inner}</Error>${textElement('RequestId', requestId)}</ErrorResponse>`
		)
	};
}
