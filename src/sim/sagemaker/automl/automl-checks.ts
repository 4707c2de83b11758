import type { AutoMLJobChannel, TabularJobConfig } from '@aws-sdk/client-sagemaker';
import { notSimulated } from '../../core/not-simulated.ts';
import { parseS3Uri } from '../../s3/index.ts';
import { validationException } from '../errors.ts';
import { refuseUnsupported } from '../unsupported.ts';
import type { AutoMLInput } from './automl-record.ts';
import { metricsOf, ruleOf } from './objectives.ts';
import { RECIPES } from './recipes.ts';

const UNSUPPORTED = [
	'ModelDeployConfig',
	'AutoMLComputeConfig',
	'AutoMLProblemTypeConfig.ImageClassificationJobConfig',
	'AutoMLProblemTypeConfig.TextClassificationJobConfig',
	'AutoMLProblemTypeConfig.TimeSeriesForecastingJobConfig',
	'AutoMLProblemTypeConfig.TextGenerationJobConfig',
	'AutoMLProblemTypeConfig.TabularJobConfig.FeatureSpecificationS3Uri',
	'AutoMLProblemTypeConfig.TabularJobConfig.GenerateCandidateDefinitionsOnly',
	'AutoMLProblemTypeConfig.TabularJobConfig.SampleWeightAttributeName',
	'AutoMLJobInputDataConfig.*.CompressionType'
];

/** Candidates where nobody says how many; AWS takes 250. */
const CANDIDATES = 10;

export interface CheckedAutoML {
	readonly tabular: TabularJobConfig;
	readonly limit: number;
}

/**
 * The rules of creating an AutoML job that its shape does not state.
 * @param operation by which it is asked for, for messages
 * @throws AwsError ValidationException or NotSimulated
 */
export function checkAutoML(input: AutoMLInput, operation: string): CheckedAutoML {
	refuseUnsupported(operation, input, UNSUPPORTED);
	const tabular = input.AutoMLProblemTypeConfig.TabularJobConfig;
	if (!tabular) throw validationException('AutoMLProblemTypeConfig needs a TabularJobConfig.');
	refuseOthers(input, tabular, operation);
	const uris = [...input.AutoMLJobInputDataConfig.map(uriOf), input.OutputDataConfig.S3OutputPath ?? ''];
	const bad = uris.find((uri) => !parseS3Uri(uri));
	if (bad !== undefined) throw validationException(`The S3 URI '${bad}' is not valid: s3://bucket/prefix.`);
	const { ProblemType, CompletionCriteria } = tabular;
	const metric = input.AutoMLJobObjective?.MetricName;
	if ((ProblemType === undefined) !== (metric === undefined)) {
		throw validationException(
			'ProblemType and AutoMLJobObjective go together: give both of them, or neither.'
		);
	}
	if (ProblemType && metric && !ruleOf(ProblemType, metric)) {
		throw notSimulated(
			`The objective ${metric} for ${ProblemType} of ${operation}`,
			`Simulated: ${metricsOf(ProblemType).join(', ')}.`
		);
	}
	return { tabular, limit: CompletionCriteria?.MaxCandidates ?? CANDIDATES };
}

function refuseOthers(input: AutoMLInput, tabular: TabularJobConfig, operation: string): void {
	if (tabular.Mode === 'ENSEMBLING') {
		throw notSimulated(`The Mode ENSEMBLING of ${operation}`, 'HYPERPARAMETER_TUNING is.');
	}
	const algorithms = (tabular.CandidateGenerationConfig?.AlgorithmsConfig ?? []).flatMap(
		({ AutoMLAlgorithms = [] }) => AutoMLAlgorithms
	);
	const other = algorithms.find((algorithm) => !RECIPES.some((recipe) => recipe.algorithm === algorithm));
	if (other) throw notSimulated(`The algorithm ${other} of ${operation}`, 'xgboost and linear-learner are.');
	for (const channel of input.AutoMLJobInputDataConfig) {
		const { ChannelType = 'training', ContentType = 'text/csv;header=present', DataSource } = channel;
		if (ChannelType !== 'training') {
			throw notSimulated(
				`The validation channel of ${operation}`,
				'A part of the training data is kept back.'
			);
		}
		if (ContentType !== 'text/csv;header=present') {
			throw notSimulated(`The content type ${ContentType} of ${operation}`, 'text/csv;header=present is.');
		}
		if (DataSource?.S3DataSource?.S3DataType !== 'S3Prefix') {
			throw notSimulated(
				`S3DataType ${DataSource?.S3DataSource?.S3DataType} of ${operation}`,
				'S3Prefix is.'
			);
		}
	}
	if (input.AutoMLJobInputDataConfig.length > 1) {
		throw validationException('AutoMLJobInputDataConfig has the training channel twice.');
	}
}

/** Where a channel's data lie. */
export function uriOf(channel: AutoMLJobChannel): string {
	return channel.DataSource?.S3DataSource?.S3Uri ?? '';
}
