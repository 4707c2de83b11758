import type { AlgorithmSpec } from '#ml/algorithm.ts';
import { progressMetric, qualityPattern, throughputMetric } from '#ml/first-generation/metrics.ts';
import { schemaWording } from '#ml/hyperparameters/wording.ts';
import { hyperparameters } from './hyperparameters.ts';

/** Registry accounts by region; they are not those of the other first algorithms. @see https://docs.aws.amazon.com/sagemaker/latest/dg-ecr-paths/sagemaker-algo-docker-registry-paths.html */
const accounts = {
	'us-east-1': '766337827248',
	'us-east-2': '999911452149',
	'us-west-1': '632365934929',
	'us-west-2': '266724342769',
	'ap-northeast-1': '258307448986',
	'ap-northeast-2': '293181348795',
	'ap-south-1': '991648021394',
	'ap-southeast-1': '475088953585',
	'ap-southeast-2': '297031611018',
	'ca-central-1': '469771592824',
	'eu-central-1': '353608530281',
	'eu-west-1': '999678624901',
	'eu-west-2': '644912444149'
};

export const ldaSpec: Omit<AlgorithmSpec, 'load'> = {
	name: 'lda',
	title: 'Latent Dirichlet Allocation',
	images: [{ repository: 'lda', tags: ['1', 'latest'], accounts }],
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
			doc: 'Documents to learn from: a count for each word.',
			labelSizes: [0]
		},
		{
			name: 'test',
			required: false,
			doc: 'Documents by which the finished model is judged.',
			labelSizes: [0]
		}
	],
	metrics: [
		{ name: 'test:pwll', direction: 'Maximize', regex: qualityPattern('test pwll <score>') },
		{
			name: 'train:pwll',
			direction: 'Maximize',
			isObjective: false,
			regex: qualityPattern('sweep=\\S+, train pwll <score>')
		},
		progressMetric,
		throughputMetric
	],
	contentTypes: ['application/x-recordio-protobuf', 'text/csv'],
	shortContentTypes: {},
	inputModes: ['File', 'Pipe'],
	requestTypes: ['application/json', 'application/x-recordio-protobuf', 'text/csv', 'application/jsonlines'],
	acceptTypes: ['application/json', 'application/jsonlines', 'application/x-recordio-protobuf']
};
