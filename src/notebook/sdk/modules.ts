/** The modules that cells may import, and the file from which each is built. This is the allow-list. */
export const CELL_MODULES: Readonly<Record<string, string>> = {
	sagebrush: 'src/notebook/sdk/sagebrush.ts',
	sagemaker: 'src/notebook/sdk/sagemaker/index.ts',
	docker: 'src/notebook/sdk/docker.ts',
	ml: 'src/ml/index.ts',
	'@observablehq/plot': 'src/notebook/sdk/plot.ts',
	'@aws-sdk/client-s3': 'src/notebook/sdk/aws/client-s3.ts',
	'@aws-sdk/client-sagemaker': 'src/notebook/sdk/aws/client-sagemaker.ts',
	'@aws-sdk/client-sagemaker-runtime': 'src/notebook/sdk/aws/client-sagemaker-runtime.ts',
	'@aws-sdk/client-sts': 'src/notebook/sdk/aws/client-sts.ts',
	'@aws-sdk/client-cloudwatch-logs': 'src/notebook/sdk/aws/client-cloudwatch-logs.ts',
	'@aws-sdk/client-cloudwatch': 'src/notebook/sdk/aws/client-cloudwatch.ts',
	'@aws-sdk/client-iam': 'src/notebook/sdk/aws/client-iam.ts',
	'@aws-sdk/client-kinesis': 'src/notebook/sdk/aws/client-kinesis.ts',
	'@aws-sdk/client-firehose': 'src/notebook/sdk/aws/client-firehose.ts'
};
