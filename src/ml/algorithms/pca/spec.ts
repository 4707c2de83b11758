import type { AlgorithmSpec } from '#ml/algorithm.ts';
import { firstAccounts } from '#ml/first-generation/accounts.ts';
import { progressMetric, throughputMetric } from '#ml/first-generation/metrics.ts';
import { schemaWording } from '#ml/hyperparameters/wording.ts';
import { hyperparameters } from './hyperparameters.ts';

export const pcaSpec: Omit<AlgorithmSpec, 'load'> = {
	name: 'pca',
	title: 'PCA',
	images: [{ repository: 'pca', tags: ['1', 'latest'], accounts: firstAccounts }],
	hyperparameters,
	notSimulated: {},
	wording: schemaWording,
	container: 'first',
	simulatedTag: '1',
	absentCells: 'zero',
	channels: [
		{ name: 'train', required: true, doc: 'Rows whose components are looked for.', labelSizes: [0] },
		{
			name: 'test',
			required: false,
			doc: 'Rows of which is told how much the components keep.',
			labelSizes: [0]
		}
	],
	metrics: [progressMetric, throughputMetric],
	contentTypes: ['application/x-recordio-protobuf', 'text/csv'],
	shortContentTypes: {},
	inputModes: ['File', 'Pipe'],
	requestTypes: ['application/json', 'application/x-recordio-protobuf', 'text/csv', 'application/jsonlines'],
	acceptTypes: ['application/json', 'application/jsonlines', 'application/x-recordio-protobuf'],
	answerList: 'projections'
};
