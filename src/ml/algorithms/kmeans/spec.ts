import type { AlgorithmSpec, MetricSpec } from '#ml/algorithm.ts';
import { firstAccounts } from '#ml/first-generation/accounts.ts';
import { progressMetric, qualityPattern, throughputMetric } from '#ml/first-generation/metrics.ts';
import { schemaWording } from '#ml/hyperparameters/wording.ts';
import { hyperparameters } from './hyperparameters.ts';

const loss = (channel: string, name: string): MetricSpec => ({
	name: `${channel}:${name}`,
	direction: 'Minimize',
	isObjective: channel === 'test',
	regex: qualityPattern(`${channel} ${name} <loss>`)
});

export const kmeansSpec: Omit<AlgorithmSpec, 'load'> = {
	name: 'kmeans',
	title: 'K-Means',
	images: [{ repository: 'kmeans', tags: ['1', 'latest'], accounts: firstAccounts }],
	hyperparameters,
	notSimulated: {},
	wording: schemaWording,
	container: 'first',
	simulatedTag: '1',
	absentCells: 'zero',
	channels: [
		{ name: 'train', required: true, doc: 'Rows to cluster.', labelSizes: [0] },
		{
			name: 'test',
			required: false,
			doc: 'Rows whose distances to the final centres are told.',
			labelSizes: [0]
		}
	],
	/** @see https://docs.aws.amazon.com/sagemaker/latest/dg/k-means-tuning.html */
	metrics: [loss('test', 'msd'), loss('test', 'ssd'), loss('train', 'msd'), progressMetric, throughputMetric],
	contentTypes: ['application/x-recordio-protobuf', 'text/csv'],
	shortContentTypes: {},
	inputModes: ['File', 'Pipe'],
	requestTypes: ['application/json', 'application/x-recordio-protobuf', 'text/csv', 'application/jsonlines'],
	acceptTypes: ['application/json', 'application/jsonlines', 'application/x-recordio-protobuf', 'text/csv']
};
