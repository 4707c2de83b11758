import type { AlgorithmSpec } from '#ml/algorithm.ts';
import { firstAccounts } from '#ml/first-generation/accounts.ts';
import { schemaWording } from '#ml/hyperparameters/wording.ts';
import { hyperparameters } from './hyperparameters.ts';
import { metrics } from './metrics.ts';

export const factorizationMachinesSpec: Omit<AlgorithmSpec, 'load'> = {
	name: 'factorization-machines',
	title: 'Factorization Machines',
	images: [{ repository: 'factorization-machines', tags: ['1', 'latest'], accounts: firstAccounts }],
	hyperparameters,
	notSimulated: {},
	wording: schemaWording,
	container: 'first',
	simulatedTag: '1',
	absentCells: 'zero',
	channels: [
		{ name: 'train', required: true, doc: 'Rows to learn from.' },
		{ name: 'test', required: false, doc: 'Rows by which the finished model is judged.' }
	],
	metrics,
	contentTypes: ['application/x-recordio-protobuf'],
	shortContentTypes: {},
	inputModes: ['File', 'Pipe'],
	requestTypes: ['application/json', 'application/x-recordio-protobuf'],
	acceptTypes: ['application/json', 'application/jsonlines', 'application/x-recordio-protobuf']
};
