/**
 * AWS's own managed policies, as far as this region has what they are about: which actions they allow on which resources.
 * What AWS's documents say of services that are not simulated is left out.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */

interface Grant {
	readonly Sid?: string;
	readonly Effect: 'Allow' | 'Deny';
	readonly Action: readonly string[] | string;
	readonly Resource: readonly string[] | string;
	readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const allow = (Action: readonly string[] | string, Resource: readonly string[] | string = '*'): Grant => ({
	Effect: 'Allow',
	Action,
	Resource
});

const LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

const STATEMENTS: Readonly<Record<string, readonly Grant[]>> = {
	AdministratorAccess: [allow('*')],
	AmazonSageMakerFullAccess: [
		allow('sagemaker:*'),
		allow([
			'application-autoscaling:DeleteScalingPolicy',
			'application-autoscaling:DeregisterScalableTarget',
			'application-autoscaling:DescribeScal*',
			'application-autoscaling:PutScalingPolicy',
			'application-autoscaling:RegisterScalableTarget',
			'cloudwatch:DeleteAlarms',
			'cloudwatch:DescribeAlarms',
			'cloudwatch:GetMetricData',
			'cloudwatch:GetMetricStatistics',
			'cloudwatch:ListMetrics',
			'cloudwatch:PutMetricAlarm',
			'cloudwatch:PutMetricData',
			'ecr:BatchCheckLayerAvailability',
			'ecr:BatchGetImage',
			'ecr:CreateRepository',
			'ecr:Describe*',
			'ecr:GetAuthorizationToken',
			'ecr:GetDownloadUrlForLayer',
			'iam:ListRoles',
			'lambda:ListFunctions',
			'logs:CreateLogDelivery',
			'logs:CreateLogGroup',
			'logs:CreateLogStream',
			'logs:Describe*',
			'logs:GetLogEvents',
			'logs:PutLogEvents'
		]),
		// Only buckets with SageMaker in their name, or objects and buckets that are tagged for it.
		allow(
			['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
			[
				'arn:aws:s3:::*SageMaker*',
				'arn:aws:s3:::*Sagemaker*',
				'arn:aws:s3:::*sagemaker*',
				'arn:aws:s3:::*aws-glue*'
			]
		),
		{
			...allow('s3:GetObject', 'arn:aws:s3:::*'),
			Condition: { StringEqualsIgnoreCase: { 's3:ExistingObjectTag/SageMaker': 'true' } }
		},
		allow([
			's3:CreateBucket',
			's3:GetBucketLocation',
			's3:ListBucket',
			's3:ListAllMyBuckets',
			's3:GetBucketCors',
			's3:PutBucketCors'
		]),
		allow('lambda:InvokeFunction', [
			'arn:aws:lambda:*:*:function:*SageMaker*',
			'arn:aws:lambda:*:*:function:*sagemaker*',
			'arn:aws:lambda:*:*:function:*Sagemaker*'
		]),
		{
			...allow('iam:PassRole', 'arn:aws:iam::*:role/*'),
			Condition: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } }
		}
	],
	AmazonSageMakerReadOnly: [
		allow([
			'sagemaker:BatchGetRecord',
			'sagemaker:Describe*',
			'sagemaker:GetRecord',
			'sagemaker:GetSearchSuggestions',
			'sagemaker:List*',
			'sagemaker:Search',
			'application-autoscaling:DescribeScal*',
			'cloudwatch:DescribeAlarms',
			'logs:DescribeLogStreams',
			'logs:GetLogEvents'
		])
	],
	AmazonS3FullAccess: [allow(['s3:*', 's3-object-lambda:*'])],
	AmazonS3ReadOnlyAccess: [
		allow(['s3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:Get*', 's3-object-lambda:List*'])
	],
	AmazonEC2ContainerRegistryReadOnly: [
		allow([
			'ecr:GetAuthorizationToken',
			'ecr:BatchCheckLayerAvailability',
			'ecr:GetDownloadUrlForLayer',
			'ecr:GetRepositoryPolicy',
			'ecr:DescribeRepositories',
			'ecr:ListImages',
			'ecr:DescribeImages',
			'ecr:BatchGetImage'
		])
	],
	AmazonEC2ContainerRegistryFullAccess: [allow('ecr:*')],
	AmazonKinesisFullAccess: [allow('kinesis:*')],
	AmazonKinesisReadOnlyAccess: [allow(['kinesis:Get*', 'kinesis:List*', 'kinesis:Describe*'])],
	AmazonKinesisFirehoseFullAccess: [allow('firehose:*')],
	CloudWatchFullAccess: [allow(['cloudwatch:*', 'logs:*', 'autoscaling:Describe*'])],
	CloudWatchReadOnlyAccess: [
		allow(['cloudwatch:Describe*', 'cloudwatch:Get*', 'cloudwatch:List*', 'logs:Get*', 'logs:Describe*'])
	],
	CloudWatchLogsFullAccess: [allow(['logs:*', 'cloudwatch:GenerateQuery'])],
	AWSLambda_FullAccess: [
		allow(['lambda:*', 'cloudwatch:GetMetricData', 'cloudwatch:ListMetrics', 'logs:DescribeLogGroups']),
		{
			...allow('iam:PassRole'),
			Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }
		}
	],
	AmazonAPIGatewayAdministrator: [allow('apigateway:*', 'arn:aws:apigateway:*::/*')],
	AmazonAPIGatewayInvokeFullAccess: [
		allow(['execute-api:Invoke', 'execute-api:ManageConnections'], 'arn:aws:execute-api:*:*:*')
	],
	'service-role/AWSLambdaBasicExecutionRole': [allow(LOGS)],
	'service-role/AWSLambdaKinesisExecutionRole': [
		allow([
			'kinesis:DescribeStream',
			'kinesis:DescribeStreamSummary',
			'kinesis:GetRecords',
			'kinesis:GetShardIterator',
			'kinesis:ListShards',
			'kinesis:ListStreams',
			'kinesis:SubscribeToShard',
			...LOGS
		])
	],
	'service-role/AmazonAPIGatewayPushToCloudWatchLogs': [
		allow([
			...LOGS,
			'logs:DescribeLogGroups',
			'logs:DescribeLogStreams',
			'logs:GetLogEvents',
			'logs:FilterLogEvents'
		])
	]
};

const PREFIX = 'arn:aws:iam::aws:policy/';

/** Names with their paths, as they stand behind `policy/` in the ARN. */
export const MANAGED_POLICY_NAMES: readonly string[] = Object.keys(STATEMENTS);

/** The document of one of AWS's managed policies; undefined where there is none of that ARN. */
export function managedPolicy(arn: string): string | undefined {
	const name = arn.startsWith(PREFIX) ? arn.slice(PREFIX.length) : '';
	if (!Object.hasOwn(STATEMENTS, name)) return undefined;
	return JSON.stringify({ Version: '2012-10-17', Statement: STATEMENTS[name] });
}

/** Whether an ARN is of a policy of AWS's. */
export function isManagedByAws(arn: string): boolean {
	return arn.startsWith(PREFIX);
}
