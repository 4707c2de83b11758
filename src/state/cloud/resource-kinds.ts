/** One kind of thing in the account, and by which operations it is listed, described and taken away. */
export interface ResourceKind {
	/** As in an address, e.g. `models`. */
	readonly id: string;
	/** The service's name, as AWS writes it. */
	readonly group: string;
	/** AWS's own name of the kind, plural. */
	readonly title: string;
	/** As in `CloudSource.call`. */
	readonly service: string;
	readonly list: {
		readonly operation: string;
		readonly input?: Readonly<Record<string, unknown>>;
		/** The member of the answer that holds the list: of records, or of names. */
		readonly items: string;
		/** Names of the token in the answer and in the next request; default `NextToken` for both. */
		readonly token?: readonly [answer: string, request: string];
	};
	/** The member by which a record is named. */
	readonly name: string;
	/** The member that tells things of one name apart, where names may come twice. */
	readonly apart?: string;
	readonly status?: string;
	/** When it was made. */
	readonly created?: string;
	/** How more is asked for; a record says all itself where there is none. `key`: the member that names it there. */
	readonly describe?: {
		readonly operation: string;
		readonly key: string;
		readonly from?: string;
		readonly input?: Readonly<Record<string, unknown>>;
	};
	readonly actions?: readonly ResourceAction[];
	/** Where its containers write: a group, and what follows the thing's name in the names of its streams. */
	readonly logs?: { readonly group: string; readonly after: '/' | '-' };
	/** The region's tables whose change makes the list another. */
	readonly tables: readonly string[];
}

export interface ResourceAction {
	readonly kind: 'stop' | 'delete';
	readonly operation: string;
	readonly key: string;
	/** The member of the record that the key takes; default the name. */
	readonly from?: string;
}

/** A kind of SageMaker's, whose operations are named alike. */
function ofSageMaker(
	id: string,
	title: string,
	noun: string,
	tables: readonly string[],
	more: {
		readonly items?: string;
		readonly plural?: string;
		readonly status?: boolean;
		readonly stops?: boolean;
		readonly deletes?: boolean;
		readonly logs?: ResourceKind['logs'];
	} = {}
): ResourceKind {
	const {
		items = `${noun}Summaries`,
		plural = `${noun}s`,
		status = true,
		stops = false,
		deletes = !stops,
		logs
	} = more;
	const key = `${noun}Name`;
	return {
		id,
		group: 'SageMaker',
		title,
		service: 'sagemaker',
		list: { operation: `List${plural}`, items },
		name: key,
		...(status ? { status: `${noun}Status` } : {}),
		created: 'CreationTime',
		tables,
		...(logs === undefined ? {} : { logs }),
		describe: { operation: `Describe${noun}`, key },
		actions: [
			...(stops ? [{ kind: 'stop', operation: `Stop${noun}`, key } as const] : []),
			...(deletes ? [{ kind: 'delete', operation: `Delete${noun}`, key } as const] : [])
		]
	};
}

/** A search has the logs of the training jobs that it began, whose names begin with its own. */
const OF_CHILDREN = { group: '/aws/sagemaker/TrainingJobs', after: '-' } as const;

/** Everything that has no tab of its own, in the order in which the console lists it. */
export const RESOURCE_KINDS: readonly ResourceKind[] = [
	ofSageMaker('models', 'Models', 'Model', ['models'], { items: 'Models', status: false }),
	ofSageMaker('endpoint-configs', 'Endpoint configurations', 'EndpointConfig', ['endpointConfigs'], {
		items: 'EndpointConfigs',
		status: false
	}),
	ofSageMaker(
		'tuning-jobs',
		'Hyperparameter tuning jobs',
		'HyperParameterTuningJob',
		['tuningJobs', 'trainingJobs'],
		{ stops: true, logs: OF_CHILDREN }
	),
	ofSageMaker('transform-jobs', 'Batch transform jobs', 'TransformJob', ['transformJobs'], {
		stops: true,
		logs: { group: '/aws/sagemaker/TransformJobs', after: '/' }
	}),
	ofSageMaker('processing-jobs', 'Processing jobs', 'ProcessingJob', ['processingJobs'], {
		stops: true,
		logs: { group: '/aws/sagemaker/ProcessingJobs', after: '/' }
	}),
	ofSageMaker('automl-jobs', 'AutoML jobs', 'AutoMLJob', ['autoMLJobs', 'trainingJobs'], {
		deletes: false,
		logs: OF_CHILDREN
	}),
	ofSageMaker(
		'model-package-groups',
		'Model package groups',
		'ModelPackageGroup',
		['modelPackageGroups', 'modelPackages'],
		{
			items: 'ModelPackageGroupSummaryList'
		}
	),
	ofSageMaker('pipelines', 'Pipelines', 'Pipeline', ['pipelines', 'pipelineExecutions'], {
		status: false,
		deletes: false
	}),
	ofSageMaker('experiments', 'Experiments', 'Experiment', ['experiments'], { status: false }),
	ofSageMaker('feature-groups', 'Feature groups', 'FeatureGroup', ['featureGroups']),
	ofSageMaker('monitoring-schedules', 'Monitoring schedules', 'MonitoringSchedule', ['monitoringSchedules']),
	ofSageMaker('notebook-instances', 'Notebook instances', 'NotebookInstance', ['notebookInstances'], {
		items: 'NotebookInstances',
		stops: true,
		deletes: true
	}),
	{
		id: 'streams',
		group: 'Kinesis',
		title: 'Data streams',
		service: 'kinesis',
		list: { operation: 'ListStreams', items: 'StreamSummaries' },
		tables: ['kinesisStreams'],
		name: 'StreamName',
		status: 'StreamStatus',
		created: 'StreamCreationTimestamp',
		describe: { operation: 'DescribeStream', key: 'StreamName' },
		actions: [{ kind: 'delete', operation: 'DeleteStream', key: 'StreamName' }]
	},
	{
		id: 'delivery-streams',
		group: 'Kinesis',
		title: 'Firehose streams',
		service: 'firehose',
		list: { operation: 'ListDeliveryStreams', items: 'DeliveryStreamNames' },
		tables: ['firehoseStreams'],
		name: 'DeliveryStreamName',
		describe: { operation: 'DescribeDeliveryStream', key: 'DeliveryStreamName' },
		actions: [{ kind: 'delete', operation: 'DeleteDeliveryStream', key: 'DeliveryStreamName' }]
	},
	{
		id: 'alarms',
		group: 'CloudWatch',
		title: 'Alarms',
		service: 'cloudwatch',
		list: { operation: 'DescribeAlarms', items: 'MetricAlarms' },
		tables: ['alarms'],
		name: 'AlarmName',
		status: 'StateValue',
		created: 'AlarmConfigurationUpdatedTimestamp'
	},
	{
		id: 'scalable-targets',
		group: 'Application Auto Scaling',
		title: 'Scalable targets',
		service: 'application-autoscaling',
		list: {
			operation: 'DescribeScalableTargets',
			input: { ServiceNamespace: 'sagemaker' },
			items: 'ScalableTargets'
		},
		tables: ['scalableTargets', 'scalingPolicies'],
		name: 'ResourceId',
		created: 'CreationTime'
	},
	{
		id: 'roles',
		group: 'IAM',
		title: 'Roles',
		service: 'iam',
		list: { operation: 'ListRoles', items: 'Roles', token: ['Marker', 'Marker'] },
		tables: ['iam-roles', 'iam-policies'],
		name: 'RoleName',
		created: 'CreateDate',
		describe: { operation: 'GetRole', key: 'RoleName' }
	},
	{
		id: 'repositories',
		group: 'ECR',
		title: 'Repositories',
		service: 'ecr',
		list: { operation: 'DescribeRepositories', items: 'repositories', token: ['nextToken', 'nextToken'] },
		tables: ['ecr-repositories'],
		name: 'repositoryName',
		created: 'createdAt',
		describe: { operation: 'DescribeImages', key: 'repositoryName' }
	},
	{
		id: 'functions',
		group: 'Lambda',
		title: 'Functions',
		service: 'lambda',
		list: { operation: 'ListFunctions', items: 'Functions', token: ['NextMarker', 'Marker'] },
		tables: ['lambdaFunctions', 'lambdaVersions', 'lambdaAliases'],
		name: 'FunctionName',
		status: 'State',
		created: 'LastModified',
		describe: { operation: 'GetFunction', key: 'FunctionName' },
		actions: [{ kind: 'delete', operation: 'DeleteFunction', key: 'FunctionName' }]
	},
	{
		id: 'rest-apis',
		group: 'API Gateway',
		title: 'REST APIs',
		service: 'apigateway',
		list: { operation: 'GetRestApis', items: 'items', token: ['position', 'position'] },
		tables: ['restApis', 'restApiResources', 'restApiStages'],
		name: 'name',
		apart: 'id',
		created: 'createdDate',
		describe: { operation: 'GetResources', key: 'restApiId', from: 'id', input: { embed: ['methods'] } },
		actions: [{ kind: 'delete', operation: 'DeleteRestApi', key: 'restApiId', from: 'id' }]
	},
	{
		id: 'http-apis',
		group: 'API Gateway',
		title: 'HTTP APIs',
		service: 'apigatewayv2',
		list: { operation: 'GetApis', items: 'Items' },
		tables: ['httpApis', 'httpApiRoutes', 'httpApiStages'],
		name: 'Name',
		apart: 'ApiId',
		created: 'CreatedDate',
		describe: { operation: 'GetApi', key: 'ApiId', from: 'ApiId' },
		actions: [{ kind: 'delete', operation: 'DeleteApi', key: 'ApiId', from: 'ApiId' }]
	}
];
