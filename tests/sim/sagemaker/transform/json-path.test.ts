import { describe, expect, it } from 'vitest';
import { parseJsonPath, selectBy } from '#sim/sagemaker/transform/json-path.ts';

const ROW = ['a', 'b', 'c', 'd', 'e', 'f'];

describe('JSONPath of batch transform', () => {
	it.each<[string, unknown, unknown]>([
		['$', ROW, ROW],
		['$[1]', ROW, 'b'],
		['$[-1]', ROW, 'f'],
		['$[0,-1,1]', ROW, ['a', 'f', 'b']],
		['$[1:]', ROW, ['b', 'c', 'd', 'e', 'f']],
		['$[1:4]', ROW, ['b', 'c', 'd', 'e']],
		['$[:2]', ROW, ['a', 'b', 'c']],
		['$[-2:]', ROW, ['e', 'f']],
		['$[*]', ROW, ROW],
		['$.x', { x: 1 }, 1],
		['$.x.y', { x: { y: 2 } }, 2],
		["$['x']", { x: 1 }, 1],
		["$['x','y']", { x: 1, y: 2, z: 3 }, { x: 1, y: 2 }],
		['$.x[1:]', { x: [1, 2, 3] }, [2, 3]],
		['$.*', { x: 1, y: 2 }, [1, 2]]
	])('%s selects', (path, value, selected) => {
		expect(selectBy(parseJsonPath(path)!, value)).toEqual(selected);
	});

	it.each(['', 'x', '$x', '$[', '$[a]', '$[1', '$..x', '$[?(@.x)]', '$.x y'])('%j is none', (path) => {
		expect(parseJsonPath(path)).toBeNull();
	});

	it.each<[string, unknown, string]>([
		['$[6]', ROW, 'it has 6 items and none at 6'],
		['$[-7]', ROW, 'none at -7'],
		['$.x', ROW, 'it is no object'],
		['$.x', { y: 1 }, "it has no member 'x'"],
		['$[0]', { y: 1 }, 'it is no list']
	])('%s of what has none is an error', (path, value, fault) => {
		expect(() => selectBy(parseJsonPath(path)!, value)).toThrow(fault);
	});
});
