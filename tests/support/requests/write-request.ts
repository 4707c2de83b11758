import { encodeUtf8 } from '#base/bytes.ts';
import type { WireRequest } from '#base/wire.ts';
import type { Protocol, ServiceModel, Shape } from '#sim/protocol/model.ts';
import { shapeOf } from '#sim/protocol/model.ts';

interface Parts {
	path: string;
	query: Record<string, string | null>;
	headers: Record<string, string>;
	body: Uint8Array;
}

/** A request for an operation with whatever value as its input, be it of the right shape or not. */
export function writeRequest(
	model: ServiceModel,
	protocol: Protocol,
	operation: string,
	input: unknown
): WireRequest {
	const { metadata, operations } = model;
	const { http, input: inputShape } = operations[operation]!;
	const hostname = `${metadata.endpointPrefix}.us-east-1.amazonaws.com`;
	if (protocol === 'json') {
		const headers = { 'x-amz-target': `${metadata.targetPrefix}.${operation}` };
		return { method: 'POST', hostname, path: '/', query: {}, headers, body: encodeUtf8(json(input)) };
	}
	if (protocol === 'query') {
		const fields = [`Action=${operation}`, `Version=${metadata.apiVersion}`, ...formFields('', input)];
		const headers = { 'content-type': 'application/x-www-form-urlencoded' };
		return { method: 'POST', hostname, path: '/', query: {}, headers, body: encodeUtf8(fields.join('&')) };
	}
	const shape = shapeOf(model, inputShape?.shape);
	const parts = restParts(model, http.requestUri, shape, input, protocol === 'rest-xml');
	return { method: http.method, hostname, ...parts };
}

function restParts(model: ServiceModel, uri: string, shape: Shape, input: unknown, isXml: boolean): Parts {
	const value = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>;
	const [template = '/', constants = ''] = uri.split('?');
	const parts: Parts = { path: template, query: {}, headers: {}, body: new Uint8Array(0) };
	for (const pair of constants.split('&')) {
		if (pair !== '') parts.query[pair.split('=')[0]!] = pair.split('=')[1] ?? null;
	}
	const rest: Record<string, unknown> = {};
	for (const [name, item] of Object.entries(value)) {
		const member = Object.hasOwn(shape.members ?? {}, name) ? shape.members?.[name] : undefined;
		const sent = member?.locationName ?? name;
		if (member?.location === 'uri') {
			const label = parts.path.includes(`{${sent}+}`) ? `{${sent}+}` : `{${sent}}`;
			parts.path = parts.path.replace(label, () => escaped(text(item)));
		} else if (member?.location === 'querystring') parts.query[sent] = text(item);
		else if (member?.location === 'header') parts.headers[sent.toLowerCase()] = text(item);
		else rest[sent] = item;
	}
	parts.path = parts.path.replace(/\{[^}]*\}/g, '');
	const payload = shape.payload === undefined ? undefined : value[shape.payload];
	const payloadShape = shape.payload ? shapeOf(model, shape.members?.[shape.payload]?.shape) : undefined;
	if (payloadShape?.type === 'blob') parts.body = encodeUtf8(text(payload));
	else if (isXml) parts.body = encodeUtf8(xml('Root', payload ?? rest));
	else if (Object.keys(rest).length > 0) parts.body = encodeUtf8(json(payload ?? rest));
	return parts;
}

function json(value: unknown): string {
	return JSON.stringify(value) ?? 'null';
}

function text(value: unknown): string {
	return typeof value === 'string' ? value : json(value);
}

/** Lone surrogates have no escape. */
function escaped(part: string): string {
	try {
		return encodeURIComponent(part);
	} catch {
		return '%ED%A0%80';
	}
}

function formFields(prefix: string, value: unknown): string[] {
	if (Array.isArray(value)) {
		return value.flatMap((item: unknown, i) => formFields(`${prefix}.member.${i + 1}`, item));
	}
	if (typeof value === 'object' && value !== null) {
		return Object.entries(value).flatMap(([name, item]) =>
			formFields(prefix === '' ? escaped(name) : `${prefix}.${escaped(name)}`, item)
		);
	}
	return [`${prefix}=${escaped(text(value))}`];
}

function xml(name: string, value: unknown): string {
	const tag = /^[A-Za-z_][\w.-]*$/.test(name) ? name : 'x';
	if (Array.isArray(value)) return value.map((item) => xml(tag, item)).join('');
	if (typeof value === 'object' && value !== null) {
		const inner = Object.entries(value).map(([key, item]) => xml(key, item));
		return `<${tag}>${inner.join('')}</${tag}>`;
	}
	const content = text(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
	return `<${tag}>${content}</${tag}>`;
}
