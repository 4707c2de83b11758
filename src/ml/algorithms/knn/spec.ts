import type { AlgorithmSpec } from '#ml/algorithm.ts';
import { firstAccounts } from '#ml/first-generation/accounts.ts';
import { progressMetric, qualityPattern, throughputMetric } from '#ml/first-generation/metrics.ts';
import { schemaWording } from '#ml/hyperparameters/wording.ts';
import { hyperparameters } from './hyperparameters.ts';

export const knnSpec: Omit<AlgorithmSpec, 'load'> = {
	name: 'knn',
	title: 'K-Nearest Neighbors',
	images: [{ repository: 'knn', tags: ['1', 'latest'], accounts: firstAccounts }],
	hyperparameters,
	notSimulated: {},
	wording: schemaWording,
	container: 'first',
	simulatedTag: '1',
	absentCells: 'zero',
	channels: [
		{ name: 'train', required: true, doc: 'Rows with labels, of which a sample becomes the index.' },
		{ name: 'test', required: false, doc: 'Rows by which the index is judged.' }
	],
	metrics: [
		{ name: 'test:accuracy', direction: 'Maximize', regex: qualityPattern('test accuracy <score>') },
		{ name: 'test:mse', direction: 'Minimize', regex: qualityPattern('test mse <loss>') },
		progressMetric,
		throughputMetric
	],
	contentTypes: ['application/x-recordio-protobuf', 'text/csv'],
	shortContentTypes: {},
	inputModes: ['File', 'Pipe'],
	requestTypes: ['application/json', 'application/x-recordio-protobuf', 'text/csv', 'application/jsonlines'],
	acceptTypes: ['application/json', 'application/jsonlines', 'application/x-recordio-protobuf'],
	hasVerboseAnswers: true
};
