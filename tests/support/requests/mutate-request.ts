import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import type { Rng } from '#base/rng.ts';
import type { WireRequest } from '#base/wire.ts';

const PATHS = [
	'/%',
	'/%zz/..//',
	'//',
	'/\u0000',
	'/__proto__',
	'/a?b',
	'/%2F%2F%2e%2e',
	`/${'a/'.repeat(600)}`
];
const TARGETS = [
	'SageMaker',
	'SageMaker.',
	'SageMaker.__proto__',
	'SageMaker.constructor',
	'Dream.Dream',
	'.',
	''
];
const TYPES = [
	'text/plain',
	'application/xml',
	'application/x-www-form-urlencoded',
	'',
	'multipart/form-data'
];
const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'PATCH', 'OPTIONS', 'TRACE', '__proto__'];
const HEADERS: readonly [string, string][] = [
	['content-encoding', 'aws-chunked'],
	['x-amz-decoded-content-length', 'many'],
	['range', 'bytes=9-1'],
	['x-amz-checksum-crc32', 'AAAA'],
	['content-md5', 'x'],
	['authorization', 'AWS4-HMAC-SHA256 Credential=a/b'],
	['authorization', 'AWS4-HMAC-SHA256 Credential=AK/20260301/us-east-1/dream/aws4_request'],
	['x-amz-copy-source', '/%zz'],
	['__proto__', 'x'],
	['x-amzn-query-mode', 'true'],
	['if-match', '"'],
	['x-amz-meta-a', '\u0000']
];
const DEEP = 20_000;

const WAYS: readonly ((request: WireRequest, rng: Rng) => WireRequest)[] = [
	(r, rng) => ({ ...r, body: r.body.slice(0, rng.below(r.body.length + 1)) }),
	(r, rng) => ({ ...r, body: Uint8Array.from({ length: rng.below(200) }, () => rng.below(256)) }),
	(r) => ({ ...r, body: encodeUtf8(`${decodeUtf8(r.body)}}]<&=`) }),
	(r) => ({ ...r, body: encodeUtf8('['.repeat(DEEP)) }),
	(r) => ({ ...r, body: encodeUtf8('{"a":'.repeat(DEEP) + '1' + '}'.repeat(DEEP)) }),
	(r) => ({ ...r, body: encodeUtf8('<a>'.repeat(DEEP) + '</a>'.repeat(DEEP)) }),
	(r) => ({ ...r, body: encodeUtf8(`<!DOCTYPE a [<!ENTITY b "${'c'.repeat(99)}">]><a>&b;&b;</a>`) }),
	(r) => ({ ...r, body: encodeUtf8(`${decodeUtf8(r.body)}&a${'.member.1'.repeat(3000)}=1`) }),
	(r, rng) => ({ ...r, path: pick(PATHS, rng) }),
	(r, rng) => ({ ...r, method: pick(METHODS, rng) }),
	(r, rng) => ({ ...r, headers: { ...r.headers, 'x-amz-target': pick(TARGETS, rng) } }),
	(r, rng) => ({ ...r, headers: { ...r.headers, 'content-type': pick(TYPES, rng) } }),
	(r, rng) => ({ ...r, headers: { ...r.headers, ...Object.fromEntries([pick(HEADERS, rng)]) } }),
	(r) => ({ ...r, headers: {} }),
	(r) => ({ ...r, hostname: 'localhost' }),
	(r) => ({
		...r,
		query: { ...r.query, ...Object.fromEntries([['__proto__', 'x']]), acl: null, 'max-keys': '-1' }
	}),
	(r) => ({ ...r, query: { ...r.query, uploadId: ['a', 'b'], partNumber: 'x' } })
];

/** The request with one thing about it spoilt, whatever it holds. */
export function mutateRequest(request: WireRequest, rng: Rng): WireRequest {
	return pick(WAYS, rng)(request, rng);
}

function pick<T>(items: readonly T[], rng: Rng): T {
	return items[rng.below(items.length)]!;
}
