import { expect, test } from 'vitest';
import { builtinAlgorithmOf } from '#ml/registry.ts';

test.each([
	'683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1',
	'246618743249.dkr.ecr.us-west-2.amazonaws.com/sagemaker-xgboost:1.5-1',
	'683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.2-2-cpu-py3',
	'811284229777.dkr.ecr.us-east-1.amazonaws.com/xgboost:1',
	'811284229777.dkr.ecr.us-east-1.amazonaws.com/xgboost:latest',
	'811284229777.dkr.ecr.us-east-1.amazonaws.com/xgboost'
])('%s is XGBoost', (uri) => {
	expect(builtinAlgorithmOf(uri)?.name).toBe('xgboost');
});

test.each([
	'683313688378.dkr.ecr.us-west-2.amazonaws.com/sagemaker-xgboost:1.7-1',
	'683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost',
	'683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:9.9-9',
	'683313688378.dkr.ecr.__proto__.amazonaws.com/sagemaker-xgboost:1.7-1'
])('%s is nobody', (uri) => {
	expect(builtinAlgorithmOf(uri)).toBeNull();
});
