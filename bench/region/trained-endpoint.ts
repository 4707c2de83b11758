import { setTimeout as wait } from 'node:timers/promises';

const ROLE = 'arn:aws:iam::123456789012:role/AmazonSageMaker-ExecutionRole';
const IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1';

/** Trains XGBoost on a small table, deploys it, and waits until it is in service; returns the path to call. */
export async function serveTrainedModel(url: string): Promise<string> {
	const rows = Array.from({ length: 500 }, (_, i) => {
		const [x, z] = [(i % 23) / 23, (i % 19) / 19];
		return `${3 * x - z},${x},${z}`;
	});
	await fetch(`${url}/models`, { method: 'PUT' });
	await fetch(`${url}/models/train/data.csv`, { method: 'PUT', body: rows.join('\n') });
	await call(url, 'CreateTrainingJob', {
		TrainingJobName: 'job',
		AlgorithmSpecification: { TrainingImage: IMAGE, TrainingInputMode: 'File' },
		RoleArn: ROLE,
		HyperParameters: { num_round: '50', objective: 'reg:squarederror' },
		InputDataConfig: [
			{
				ChannelName: 'train',
				ContentType: 'text/csv',
				DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://models/train/' } }
			}
		],
		OutputDataConfig: { S3OutputPath: 's3://models/output' },
		ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 5 },
		StoppingCondition: { MaxRuntimeInSeconds: 3600 }
	});
	await until(url, 'DescribeTrainingJob', { TrainingJobName: 'job' }, 'TrainingJobStatus', 'Completed');
	const ModelDataUrl = 's3://models/output/job/output/model.tar.gz';
	await call(url, 'CreateModel', {
		ModelName: 'model',
		ExecutionRoleArn: ROLE,
		PrimaryContainer: { Image: IMAGE, ModelDataUrl }
	});
	await call(url, 'CreateEndpointConfig', {
		EndpointConfigName: 'config',
		ProductionVariants: [
			{ VariantName: 'a', ModelName: 'model', InstanceType: 'ml.m5.large', InitialInstanceCount: 1 }
		]
	});
	await call(url, 'CreateEndpoint', { EndpointName: 'endpoint', EndpointConfigName: 'config' });
	await until(url, 'DescribeEndpoint', { EndpointName: 'endpoint' }, 'EndpointStatus', 'InService');
	return '/endpoints/endpoint/invocations';
}

async function until(url: string, operation: string, input: object, member: string, wanted: string) {
	for (let i = 0; i < 600; i++) {
		if ((await call(url, operation, input))[member] === wanted) return;
		await wait(50);
	}
	throw new Error(`${operation} never said ${wanted}.`);
}

async function call(url: string, operation: string, input: object): Promise<Record<string, unknown>> {
	const headers = {
		'content-type': 'application/x-amz-json-1.1',
		'x-amz-target': `SageMaker.${operation}`
	};
	const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(input) });
	const text = await answer.text();
	if (!answer.ok) throw new Error(`${operation}: ${text}`);
	return (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
}
