import type { AlgorithmSpec, MetricSpec } from '#ml/algorithm.ts';
import { toolkitWording } from '#ml/hyperparameters/wording.ts';
import { hyperparameters } from './hyperparameters.ts';
import { MAXIMIZED } from './metrics/metric-names.ts';

/** @see https://docs.aws.amazon.com/sagemaker/latest/dg/xgboost-tuning.html */
const metrics: readonly MetricSpec[] = ['train', 'validation'].flatMap((channel) =>
	hyperparameters.eval_metric.values.map((metric) => ({
		name: `${channel}:${metric}`,
		direction: MAXIMIZED.includes(metric) ? ('Maximize' as const) : ('Minimize' as const),
		regex: `.*\\[[0-9]+\\].*#011${channel}-${metric}(?:@[^:]*)?:(\\S+?)(?:#011|$)`
	}))
);

/** Registry accounts by region. @see https://docs.aws.amazon.com/sagemaker/latest/dg-ecr-paths/sagemaker-algo-docker-registry-paths.html */
const accounts = {
	'us-east-1': '683313688378',
	'us-east-2': '257758044811',
	'us-west-1': '746614075791',
	'us-west-2': '246618743249',
	'ap-northeast-1': '354813040037',
	'ap-northeast-2': '366743142698',
	'ap-south-1': '720646828776',
	'ap-southeast-1': '121021644041',
	'ap-southeast-2': '783357654285',
	'ca-central-1': '341280168497',
	'eu-central-1': '492215442770',
	'eu-north-1': '662702820516',
	'eu-west-1': '141502667606',
	'eu-west-2': '764974769150',
	'eu-west-3': '659782779980',
	'sa-east-1': '737474898029'
};

/** Registry accounts of the first image (XGBoost 0.72). */
const firstAccounts = {
	'us-east-1': '811284229777',
	'us-east-2': '825641698319',
	'us-west-2': '433757028032',
	'eu-west-1': '685385470294'
};

export const xgboostSpec: Omit<AlgorithmSpec, 'load'> = {
	name: 'xgboost',
	title: 'XGBoost (gradient boosted trees)',
	images: [
		{
			repository: 'sagemaker-xgboost',
			tags: ['1.7-1', '1.5-1', '1.3-1', '1.2-2', '1.2-1', '1.0-1', '0.90-2', '0.90-1'].flatMap((tag) => [
				tag,
				`${tag}-cpu-py3`
			]),
			accounts
		},
		{ repository: 'xgboost', tags: ['1', 'latest'], accounts: firstAccounts }
	],
	hyperparameters,
	notSimulated: {},
	wording: toolkitWording,
	container: 'toolkit',
	simulatedTag: '1.7-1',
	absentCells: 'missing',
	channels: [
		{ name: 'train', required: true, doc: 'Rows to learn from.' },
		{ name: 'validation', required: false, doc: 'Rows scored after each round; early stopping needs them.' }
	],
	metrics,
	contentTypes: [
		'text/libsvm',
		'text/x-libsvm',
		'text/csv',
		'application/x-parquet',
		'application/x-recordio-protobuf'
	],
	/** @see https://github.com/aws/sagemaker-xgboost-container/blob/master/src/sagemaker_xgboost_container/data_utils.py */
	shortContentTypes: {
		libsvm: 'text/libsvm',
		csv: 'text/csv',
		parquet: 'application/x-parquet',
		'recordio-protobuf': 'application/x-recordio-protobuf'
	},
	// The container gave Pipe up: libsvm never had it, and the others lost it.
	inputModes: ['File', 'FastFile'],
	requestTypes: ['text/libsvm', 'text/x-libsvm', 'text/csv', 'application/x-recordio-protobuf'],
	acceptTypes: ['text/csv', 'application/json', 'application/jsonlines', 'application/x-recordio-protobuf']
};
