import type { AlgorithmSpec } from '#ml/algorithm.ts';
import { firstAccounts } from '#ml/first-generation/accounts.ts';
import { progressMetric, qualityPattern, throughputMetric } from '#ml/first-generation/metrics.ts';
import { schemaWording } from '#ml/hyperparameters/wording.ts';
import { hyperparameters } from './hyperparameters.ts';

const judged = (name: string, isObjective: boolean) =>
	({
		name: `test:${name}`,
		direction: 'Maximize',
		isObjective,
		regex: qualityPattern(`test ${name} <score>`)
	}) as const;

export const randomCutForestSpec: Omit<AlgorithmSpec, 'load'> = {
	name: 'randomcutforest',
	title: 'Random Cut Forest',
	images: [{ repository: 'randomcutforest', tags: ['1', 'latest'], accounts: firstAccounts }],
	hyperparameters,
	notSimulated: {},
	wording: schemaWording,
	container: 'first',
	simulatedTag: '1',
	absentCells: 'zero',
	channels: [
		{
			name: 'train',
			required: true,
			doc: 'Rows without labels, of which samples become trees.',
			labelSizes: [0]
		},
		{
			name: 'test',
			required: false,
			doc: 'Rows with a label, 1 for an anomaly, by which the forest is judged.'
		}
	],
	metrics: [
		judged('f1', true),
		judged('precision', false),
		judged('recall', false),
		judged('accuracy', false),
		progressMetric,
		throughputMetric
	],
	contentTypes: ['application/x-recordio-protobuf', 'text/csv'],
	shortContentTypes: {},
	inputModes: ['File', 'Pipe'],
	requestTypes: ['application/json', 'application/x-recordio-protobuf', 'text/csv', 'application/jsonlines'],
	acceptTypes: ['application/json', 'application/jsonlines', 'application/x-recordio-protobuf'],
	answerList: 'scores'
};
