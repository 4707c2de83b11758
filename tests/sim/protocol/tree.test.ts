import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ServiceModel } from '#sim/protocol/model.ts';
import { readTree, writeTree } from '#sim/protocol/tree.ts';

const model: ServiceModel = {
	metadata: { protocol: 'json', apiVersion: '1', endpointPrefix: 't' },
	operations: {},
	shapes: {
		Text: { type: 'string' },
		Count: { type: 'integer' },
		Ratio: { type: 'double' },
		Time: { type: 'timestamp' },
		Bytes: { type: 'blob' },
		Map: { type: 'map', key: { shape: 'Text' }, value: { shape: 'Ratio' } },
		List: { type: 'list', member: { shape: 'Thing' } },
		Thing: {
			type: 'structure',
			members: {
				Text: { shape: 'Text' },
				Count: { shape: 'Count' },
				Ratio: { shape: 'Ratio' },
				Time: { shape: 'Time' },
				Bytes: { shape: 'Bytes' },
				Map: { shape: 'Map' },
				List: { shape: 'List' }
			}
		}
	}
};

const thing = fc.letrec((tie) => ({
	thing: fc.record(
		{
			Text: fc.string({ unit: 'binary' }),
			Count: fc.integer(),
			Ratio: fc.double(),
			Time: fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
			Bytes: fc.uint8Array({ maxLength: 20 }),
			Map: fc.dictionary(fc.string(), fc.double(), { maxKeys: 3, noNullPrototype: true }),
			List: fc.array(tie('thing'), { maxLength: 2, depthIdentifier: 'd' })
		},
		{ requiredKeys: [], noNullPrototype: true }
	)
})).thing;

describe('trees', () => {
	it('come back as they were after a journey as JSON', () => {
		fc.assert(
			fc.property(thing, (original) => {
				const json = JSON.stringify(writeTree(model, 'Thing', original, 'json'));
				// JSON has no minus zero.
				expect(readTree(model, 'Thing', JSON.parse(json), 'json')).toEqual(withoutMinusZero(original));
			}),
			{ seed: 11, numRuns: 300 }
		);
	});

	it('write times as epoch seconds and bytes as Base64', () => {
		const value = { Time: new Date(1_795_252_453_224), Bytes: Uint8Array.of(1, 2, 255) };
		expect(writeTree(model, 'Thing', value, 'json')).toEqual({ Time: 1_795_252_453.224, Bytes: 'AQL/' });
	});

	it('drop unknown members and nulls on the way in', () => {
		expect(readTree(model, 'Thing', { Other: 1, Text: null, Count: 2 }, 'json')).toEqual({ Count: 2 });
	});

	it('refuse unknown members on the way out: AWS could not have answered them', () => {
		expect(() => writeTree(model, 'Thing', { List: [{ Other: 1 }] }, 'native')).toThrow(
			"Thing.List[0] has no member 'Other' in AWS's model."
		);
	});

	it.each([
		[{ Text: 1 }, "NUMBER_VALUE at 'Text' can not be converted to a String"],
		[{ Count: '1' }, "STRING_VALUE at 'Count' can not be converted to an Integer"],
		[{ Count: 1.5 }, "NUMBER_VALUE at 'Count' can not be converted to an Integer"],
		[{ List: {} }, "OBJECT_VALUE at 'List' can not be converted to a List"],
		[{ List: [{ Map: [] }] }, "LIST_VALUE at 'List[0].Map' can not be converted to a Map"],
		[{ Time: 'soon' }, "STRING_VALUE at 'Time' can not be converted to a Timestamp"],
		[{ Bytes: '!' }, "STRING_VALUE at 'Bytes' can not be converted to a Blob"],
		[7, 'NUMBER_VALUE at the input can not be converted to an Object']
	])('answer %j with SerializationException', (raw, message) => {
		expect(() => readTree(model, 'Thing', raw, 'json')).toThrow(
			expect.objectContaining({ code: 'SerializationException', message }) as Error
		);
	});
});

function withoutMinusZero(value: unknown): unknown {
	if (Object.is(value, -0)) return 0;
	if (Array.isArray(value)) return value.map(withoutMinusZero);
	if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Uint8Array) {
		return value;
	}
	return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, withoutMinusZero(v)]));
}
