import { expect, test } from 'vitest';
import { decodeUtf8 } from '#base/bytes.ts';
import type { Predictions } from '#ml/algorithm.ts';
import { labelsOf } from '#tests/support/record-io-labels.ts';
import { answerBody, answerText } from '#engine/container/answer.ts';

const clusters: Predictions = {
	rows: 2,
	fields: [
		{ name: 'closest_cluster', width: 1, values: Float32Array.of(1, 0) },
		{ name: 'distance_to_cluster', width: 1, values: Float32Array.of(3, 0.5) }
	]
};
const projections: Predictions = {
	rows: 2,
	fields: [{ name: 'projection', width: 1, values: Float32Array.of(1, 2), isList: true }]
};

test('JSON has a member for each field of a row, under the list that the algorithm names', () => {
	expect(answerText(clusters, 'application/json')).toBe(
		'{"predictions": [{"closest_cluster": 1.0, "distance_to_cluster": 3.0}, {"closest_cluster": 0.0, "distance_to_cluster": 0.5}]}'
	);
	expect(answerText(projections, 'application/json', { list: 'projections' })).toBe(
		'{"projections": [{"projection": [1.0]}, {"projection": [2.0]}]}'
	);
});

test('JSON Lines has an object for each row, and whole numbers without a point', () => {
	const classes: Predictions = {
		rows: 1,
		fields: [{ name: 'predicted_label', width: 1, values: Float32Array.of(2), isWhole: true }]
	};
	expect(answerText(classes, 'application/jsonlines')).toBe('{"predicted_label": 2}\n');
});

test('CSV has a line for each row where rows have several fields', () => {
	expect(answerText(clusters, 'text/csv')).toBe('1.0,3.0\n0.0,0.5\n');
	expect(answerText({ rows: 2, fields: [clusters.fields[0]!] }, 'text/csv')).toBe('1.0,0.0');
});

test('recordIO has a label for each field', () => {
	const body = answerBody(clusters, 'application/x-recordio-protobuf');
	expect(labelsOf(body)).toEqual([
		{ closest_cluster: [1], distance_to_cluster: [3] },
		{ closest_cluster: [0], distance_to_cluster: [0.5] }
	]);
	expect(decodeUtf8(answerBody(projections, 'text/csv'))).toBe('[1.0],[2.0]');
});
