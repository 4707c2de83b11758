/** A call of AWS's API, as the region's page makes it. */
export interface AwsCall {
	/** As in `CloudSource.call`, e.g. `sagemaker`. */
	readonly service: string;
	readonly operation: string;
	readonly input: Readonly<Record<string, unknown>>;
}

/** In which words a call can be copied. */
export const COPY_LANGUAGES = ['AWS CLI', 'Python', 'TypeScript'] as const;
export type CopyLanguage = (typeof COPY_LANGUAGES)[number];

/** Client class and package of AWS's SDK for JavaScript, and the names that CLI and boto3 have for a service. */
const NAMES: Readonly<Record<string, { readonly client: string; readonly command?: string }>> = {
	'application-autoscaling': { client: 'ApplicationAutoScaling' },
	apigateway: { client: 'APIGateway', command: 'apigateway' },
	apigatewayv2: { client: 'ApiGatewayV2' },
	cloudwatch: { client: 'CloudWatch' },
	ecr: { client: 'ECR' },
	firehose: { client: 'Firehose' },
	iam: { client: 'IAM' },
	kinesis: { client: 'Kinesis' },
	lambda: { client: 'Lambda' },
	logs: { client: 'CloudWatchLogs' },
	s3: { client: 'S3', command: 's3api' },
	sagemaker: { client: 'SageMaker' },
	'sagemaker-runtime': { client: 'SageMakerRuntime' }
};
const PACKAGES: Readonly<Record<string, string>> = {
	apigateway: 'api-gateway',
	'application-autoscaling': 'application-auto-scaling',
	logs: 'cloudwatch-logs'
};

/** The same call as a line of a shell, or as a short program: it runs as it is where the client is set up. */
export function copyAs(language: CopyLanguage, call: AwsCall): string {
	if (language === 'AWS CLI') return commandLine(call);
	return language === 'Python' ? python(call) : typeScript(call);
}

/**
 * The name that botocore, and with it boto3 and the AWS CLI, gives to an operation or member:
 * `CreateAutoMLJob` is `create_auto_ml_job`.
 */
export function snakeCase(name: string): string {
	return name
		.replace(
			/([A-Z]{2,})s(?![a-z])/g,
			(_, capitals: string) => `${capitals[0]}${capitals.slice(1).toLowerCase()}s`
		)
		.replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
		.replace(/([a-z0-9])([A-Z])/g, '$1_$2')
		.toLowerCase()
		.replace(/__+/g, '_');
}

function commandLine({ service, operation, input }: AwsCall): string {
	const command = NAMES[service]?.command ?? service;
	const options = Object.entries(input).map(([member, value]) => {
		const option = `--${snakeCase(member).replaceAll('_', '-')}`;
		if (typeof value === 'boolean') return value ? option : option.replace('--', '--no-');
		return `${option} ${shellWord(typeof value === 'object' ? JSON.stringify(value) : String(value))}`;
	});
	return [`aws ${command} ${snakeCase(operation).replaceAll('_', '-')}`, ...options].join(' ');
}

/** A word that a POSIX shell takes as it is. */
function shellWord(text: string): string {
	return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function python({ service, operation, input }: AwsCall): string {
	const members = Object.entries(input).map(([member, value]) => `${member}=${pythonLiteral(value)}`);
	return `import boto3\n\nclient = boto3.client('${service}')\nresponse = client.${snakeCase(operation)}(${members.join(', ')})\nprint(response)`;
}

function pythonLiteral(value: unknown): string {
	if (value === null || value === undefined) return 'None';
	if (typeof value === 'boolean') return value ? 'True' : 'False';
	if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(', ')}]`;
	if (typeof value === 'object')
		return `{${Object.entries(value)
			.map(([key, inner]) => `${JSON.stringify(key)}: ${pythonLiteral(inner)}`)
			.join(', ')}}`;
	return JSON.stringify(value);
}

function typeScript({ service, operation, input }: AwsCall): string {
	const client = `${NAMES[service]?.client ?? service}Client`;
	const from = `@aws-sdk/client-${PACKAGES[service] ?? service}`;
	return `import { ${client}, ${operation}Command } from '${from}';\n\nconst client = new ${client}({ region: 'us-east-1' });\nawait client.send(new ${operation}Command(${JSON.stringify(input, null, '\t')}));`;
}
