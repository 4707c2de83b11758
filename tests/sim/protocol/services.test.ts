import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '#base/bytes.ts';
import type { WireRequest } from '#base/wire.ts';
import { readServiceModel, type ServiceModel } from '#sim/protocol/model.ts';
import { SERVICES } from '#sim/services.ts';
import { testRegion } from '#tests/support/test-region.ts';

const FILES = new Map(
	readdirSync('src/sim/protocol/shapes').map((name) => [
		name.replace('.json', ''),
		readServiceModel(JSON.parse(readFileSync(`src/sim/protocol/shapes/${name}`, 'utf8')))
	])
);

function fileOf(model: ServiceModel): ServiceModel {
	const found = [...FILES.values()].find(
		({ metadata }) =>
			metadata.apiVersion === model.metadata.apiVersion &&
			metadata.endpointPrefix === model.metadata.endpointPrefix
	);
	return found!;
}

/** A request that names the operation and gives it nothing else. */
function bare({ metadata }: ServiceModel, operation: string, { http }: { http: WireHttp }): WireRequest {
	const base = { hostname: `${metadata.endpointPrefix}.us-east-1.amazonaws.com`, path: '/', query: {} };
	if (metadata.protocol === 'json') {
		const headers = { 'x-amz-target': `${metadata.targetPrefix}.${operation}` };
		return { ...base, method: 'POST', headers, body: encodeUtf8('{}') };
	}
	if (metadata.protocol === 'query') {
		const headers = { 'content-type': 'application/x-www-form-urlencoded' };
		const body = encodeUtf8(`Action=${operation}&Version=${metadata.apiVersion}`);
		return { ...base, method: 'POST', headers, body };
	}
	const [path = '', query = ''] = http.requestUri.split('?');
	const constants = query.split('&').filter((pair) => pair !== '');
	return {
		...base,
		method: http.method,
		path: path.replace(/\{[^}]+\}/g, 'a'),
		query: Object.fromEntries(constants.map((pair) => [pair.split('=')[0]!, pair.split('=')[1] ?? null])),
		headers: {},
		body: encodeUtf8('')
	};
}

interface WireHttp {
	readonly method: string;
	readonly requestUri: string;
}

const NOT_S3 = SERVICES.filter(({ id }) => id !== 's3').map((service) => [service.id, service] as const);

describe('every shapes file', () => {
	it('has its service', () => {
		expect(SERVICES.length).toBe(FILES.size);
	});

	it.each(SERVICES.map((service) => [service.id, service] as const))(
		'says of %s what routing knows of it',
		(_, { model }) => {
			const { protocol, olderProtocol, ...facts } = model.metadata;
			const file = fileOf(model).metadata as unknown as Record<string, unknown>;
			expect(file).toMatchObject(facts);
			// Of CloudWatch's three protocols, clients that may choose take the second.
			const spoken = olderProtocol ? ['smithy-rpc-v2-cbor', protocol, olderProtocol] : file['protocols'];
			expect(file['protocols'] ?? [protocol]).toEqual(spoken ?? [protocol]);
		}
	);

	it.each(NOT_S3)(
		'has an answer to each operation of %s: it runs, or its name is said',
		async (id, service) => {
			const { region } = await testRegion();
			for (const [operation, model] of Object.entries(fileOf(service.model).operations)) {
				const answer = await region.handle(bare(service.model, operation, model));
				const text = decodeUtf8(answer.body);
				if (Object.hasOwn(service.operations, operation)) {
					expect([id, operation, answer.status, text]).not.toContain(501);
				} else {
					expect([id, operation, answer.status]).toEqual([id, operation, 501]);
					expect(text).toContain(`The operation ${operation} of ${service.name} is not simulated.`);
				}
				expect(answer.status).not.toBe(500);
			}
		}
	);
});
