/** A call of AWS's API, as the region's page makes it. */
export interface AwsCall {
	/** As in `CloudSource.call`, e.g. `sagemaker`. */
	readonly service: string;
	readonly operation: string;
	readonly input: Readonly<Record<string, unknown>>;
	/** The member that is bytes: of a file, or of a text. */
	readonly blob?: { readonly member: string } & ({ readonly file: string } | { readonly text: string });
	/** The member of the answer that is bytes, and the file that takes them. */
	readonly saves?: { readonly member: string; readonly file: string };
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

function commandLine({ service, operation, input, blob, saves }: AwsCall): string {
	const command = NAMES[service]?.command ?? service;
	const options = Object.entries(input).map(([member, value]) => {
		if (typeof value === 'boolean') return value ? optionOf(member) : optionOf(member).replace('--', '--no-');
		return `${optionOf(member)} ${shellWord(typeof value === 'object' ? JSON.stringify(value) : String(value))}`;
	});
	if (blob && 'file' in blob) options.push(`${optionOf(blob.member)} ${shellWord(blob.file)}`);
	if (blob && 'text' in blob) {
		// Without it version 2 takes the text for base64.
		options.push(`${optionOf(blob.member)} ${shellWord(blob.text)}`, '--cli-binary-format raw-in-base64-out');
	}
	if (saves) options.push(shellWord(saves.file));
	return [`aws ${command} ${snakeCase(operation).replaceAll('_', '-')}`, ...options].join(' ');
}

function optionOf(member: string): string {
	return `--${snakeCase(member).replaceAll('_', '-')}`;
}

/** A word that a POSIX shell takes as it is. */
function shellWord(text: string): string {
	return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function python({ service, operation, input, blob, saves }: AwsCall): string {
	const members = Object.entries(input).map(([member, value]) => `${member}=${pythonLiteral(value)}`);
	if (blob) {
		const value = 'file' in blob ? `open(${JSON.stringify(blob.file)}, 'rb')` : pythonLiteral(blob.text);
		members.push(`${blob.member}=${value}`);
	}
	const end = saves
		? `with open(${JSON.stringify(saves.file)}, 'wb') as file:\n    file.write(response['${saves.member}'].read())`
		: 'print(response)';
	return `import boto3\n\nclient = boto3.client('${service}')\nresponse = client.${snakeCase(operation)}(${members.join(', ')})\n${end}`;
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

function typeScript({ service, operation, input, blob, saves }: AwsCall): string {
	const client = `${NAMES[service]?.client ?? service}Client`;
	const from = `@aws-sdk/client-${PACKAGES[service] ?? service}`;
	const files = [...(blob && 'file' in blob ? ['readFile'] : []), ...(saves ? ['writeFile'] : [])];
	const members = Object.entries(input).map(([name, value]) => `${keyOf(name)}: ${nested(value)}`);
	if (blob) {
		const value = 'file' in blob ? `await readFile(${JSON.stringify(blob.file)})` : JSON.stringify(blob.text);
		members.push(`${keyOf(blob.member)}: ${value}`);
	}
	const made = members.length === 0 ? '{}' : `{\n\t${members.join(',\n\t')}\n}`;
	const send = `await client.send(new ${operation}Command(${made}));`;
	return [
		...(files.length > 0 ? [`import { ${files.join(', ')} } from 'node:fs/promises';`] : []),
		`import { ${client}, ${operation}Command } from '${from}';`,
		'',
		`const client = new ${client}({ region: 'us-east-1' });`,
		saves ? `const answer = ${send}` : send,
		...(saves ? [savedBytes(service, saves)] : [])
	].join('\n');
}

/** S3 answers with a stream, SageMaker's runtime with bytes. */
function savedBytes(service: string, { member, file }: NonNullable<AwsCall['saves']>): string {
	const bytes = service === 's3' ? `await answer.${member}!.transformToByteArray()` : `answer.${member}!`;
	return `await writeFile(${JSON.stringify(file)}, ${bytes});`;
}

function keyOf(name: string): string {
	return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

function nested(value: unknown): string {
	return JSON.stringify(value, null, '\t').replaceAll('\n', '\n\t');
}
