import type { AlgorithmSpec } from '#ml/algorithm.ts';
import { firstAccounts } from '#ml/first-generation/accounts.ts';
import { schemaWording } from '#ml/hyperparameters/wording.ts';
import { hyperparameters } from './hyperparameters.ts';
import { metrics } from './metrics.ts';

export const ipInsightsSpec: Omit<AlgorithmSpec, 'load'> = {
	name: 'ipinsights',
	title: 'IP Insights',
	images: [{ repository: 'ipinsights', tags: ['1', 'latest'], accounts: firstAccounts }],
	hyperparameters,
	notSimulated: {},
	wording: schemaWording,
	container: 'first',
	simulatedTag: '1',
	absentCells: 'zero',
	cells: 'texts',
	channels: [
		{ name: 'train', required: true, doc: 'Pairs to learn from.', labelSizes: [0] },
		{
			name: 'validation',
			required: false,
			doc: 'Pairs that are to be told from made-up ones after each epoch.',
			labelSizes: [0]
		}
	],
	metrics,
	contentTypes: ['text/csv'],
	shortContentTypes: {},
	inputModes: ['File'],
	requestTypes: ['text/csv', 'application/json', 'application/jsonlines'],
	acceptTypes: ['application/json', 'application/jsonlines'],
	hasVerboseAnswers: true
};
