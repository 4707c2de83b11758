import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '#base/bytes.ts';
import type { ServiceModel } from '#sim/protocol/model.ts';
import { shapeOf } from '#sim/protocol/model.ts';
import { readXml } from '#sim/protocol/xml-read.ts';
import { escapeXml, writeElement } from '#sim/protocol/xml-write.ts';

const model: ServiceModel = {
	metadata: { protocol: 'rest-xml', apiVersion: '1', endpointPrefix: 't' },
	operations: {},
	shapes: {
		Text: { type: 'string' },
		Count: { type: 'integer' },
		Flag: { type: 'boolean' },
		Time: { type: 'timestamp' },
		Bytes: { type: 'blob' },
		Inner: { type: 'structure', members: { Text: { shape: 'Text', locationName: 't' } } },
		List: { type: 'list', member: { shape: 'Inner', locationName: 'Item' } },
		Flat: { type: 'list', flattened: true, member: { shape: 'Text' } },
		Map: { type: 'map', key: { shape: 'Text' }, value: { shape: 'Count' } },
		Outer: {
			type: 'structure',
			members: {
				Text: { shape: 'Text' },
				Count: { shape: 'Count' },
				Flag: { shape: 'Flag' },
				Time: { shape: 'Time' },
				Bytes: { shape: 'Bytes' },
				List: { shape: 'List' },
				Flat: { shape: 'Flat', locationName: 'F' },
				Map: { shape: 'Map' }
			}
		}
	}
};

const write = (value: unknown): string => writeElement(model, shapeOf(model, 'Outer'), 'Outer', value);
const read = (xml: string): unknown => readXml(model, 'Outer', encodeUtf8(xml));

/** Texts that XML 1.0 can hold: no control characters but tab and line ends, no U+FFFE and U+FFFF. */
const text = fc
	.string({ unit: 'grapheme' })
	.map((s) =>
		[...s].filter((c) => (c >= ' ' || '\t\n\r'.includes(c)) && c !== '\uFFFE' && c !== '\uFFFF').join('')
	);

describe('XML', () => {
	it('comes back as it was written', () => {
		const value = fc.record(
			{
				Text: text,
				Count: fc.integer(),
				Flag: fc.boolean(),
				Time: fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
				Bytes: fc.uint8Array({ maxLength: 20 }),
				List: fc.array(fc.record({ Text: text }), { maxLength: 4 }),
				Flat: fc.array(text, { minLength: 1, maxLength: 4 }),
				Map: fc.dictionary(text, fc.integer(), { maxKeys: 4 })
			},
			{ requiredKeys: [] }
		);
		fc.assert(
			fc.property(value, (original) => {
				expect(read(write(original))).toEqual(original);
			}),
			{ seed: 7, numRuns: 300 }
		);
	});

	it('escapes what XML gives a meaning to, and white space that parsers would fold', () => {
		expect(escapeXml(`<a b="&">\r\n\0`)).toBe('&lt;a b=&quot;&amp;&quot;&gt;&#xD;\n\uFFFD');
	});

	it('ignores attributes, namespaces, prefixes and unknown elements', () => {
		const xml = `<?xml version="1.0"?><x:Outer xmlns:x="u" v="1"><Other/><x:Count>3</x:Count></x:Outer>`;
		expect(read(xml)).toEqual({ Count: 3 });
	});

	it.each(['<Outer><Count>', 'no xml', '<Outer><Count>three</Count></Outer>'])(
		'refuses %s as MalformedXML',
		(xml) => {
			expect(() => read(xml)).toThrow(expect.objectContaining({ code: 'MalformedXML' }) as Error);
		}
	);
});
