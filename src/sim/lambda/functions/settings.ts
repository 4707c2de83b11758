import type { CreateFunctionRequest, UpdateFunctionConfigurationRequest } from '@aws-sdk/client-lambda';
import { encodeUtf8 } from '#base/bytes.ts';
import type { Context } from '../../core/context.ts';
import { notSimulated } from '../../core/not-simulated.ts';
import { refuseUnsupported } from '../../core/unsupported.ts';
import { mayAssume } from '../../iam/index.ts';
import { invalidParameter, outOfRange } from '../errors.ts';
import type { Settings } from '../tables.ts';

/** Of ordinary functions; AWS's shapes allow more for the newer kinds. */
const MOST_SECONDS = 900;
const MOST_MEMORY_MB = 10_240;
const MOST_VARIABLE_BYTES = 4096;

/** What would change how a function runs, and is kept by nobody here. */
const UNSUPPORTED = [
	'Layers',
	'VpcConfig.SubnetIds',
	'VpcConfig.SecurityGroupIds',
	'DeadLetterConfig.TargetArn',
	'KMSKeyArn',
	'FileSystemConfigs',
	'ImageConfig',
	'SnapStart.ApplyOn',
	'CapacityProviderConfig',
	'DurableConfig',
	'CodeSigningConfigArn',
	'TenancyConfig',
	'PublishTo'
];

/** Names that belong to the runtime. */
const RESERVED =
	/^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(DEFAULT_REGION|REGION|EXECUTION_ENV|ACCESS_KEY|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SECRET_KEY|SESSION_TOKEN)|AWS_LAMBDA_(FUNCTION_NAME|FUNCTION_MEMORY_SIZE|FUNCTION_VERSION|INITIALIZATION_TYPE|LOG_GROUP_NAME|LOG_STREAM_NAME|RUNTIME_API)|LAMBDA_(TASK_ROOT|RUNTIME_DIR))$/;

/** Runtimes with which AWS has made no functions for years, and what it advises instead. */
const RETIRED: readonly (readonly [RegExp, string])[] = [
	[/^nodejs(4\.3(-edge)?|6\.10|8\.10|10\.x|12\.x)?$/, 'nodejs22.x'],
	[/^python(2\.7|3\.6)$/, 'python3.13'],
	[/^dotnetcore/, 'dotnet8'],
	[/^ruby2\.5$/, 'ruby3.3']
];

type Given = Partial<CreateFunctionRequest> & Partial<UpdateFunctionConfigurationRequest>;

/**
 * A function's settings with those of a request in their places.
 * @param before null for a new function
 * @throws AwsError InvalidParameterValueException, ValidationException or NotSimulated
 */
export function settingsFrom(
	ctx: Context,
	operation: string,
	name: string,
	given: Given,
	before: Settings | null
): Settings {
	refuseUnsupported(operation, given, UNSUPPORTED);
	if (given.TracingConfig?.Mode === 'Active') {
		throw notSimulated(`TracingConfig.Mode 'Active' of ${operation}`, 'Simulated: PassThrough.');
	}
	const runtime = given.Runtime ?? before?.runtime;
	const handler = given.Handler ?? before?.handler;
	const roleArn = given.Role ?? before?.roleArn;
	if (runtime === undefined || handler === undefined || roleArn === undefined) {
		throw invalidParameter(
			'Runtime and Handler are mandatory parameters for functions created with deployment packages.'
		);
	}
	if (given.Runtime !== undefined) checkRuntime(given.Runtime);
	if ((given.Timeout ?? 0) > MOST_SECONDS) throw outOfRange('timeout', given.Timeout!, MOST_SECONDS);
	if ((given.MemorySize ?? 0) > MOST_MEMORY_MB) {
		throw outOfRange('memorySize', given.MemorySize!, MOST_MEMORY_MB);
	}
	if (given.Environment?.Variables) checkVariables(given.Environment.Variables);
	if (given.Role !== undefined && !mayAssume(ctx, 'lambda.amazonaws.com', given.Role)) {
		throw invalidParameter('The role defined for the function cannot be assumed by Lambda.');
	}
	return {
		runtime,
		handler,
		roleArn,
		description: given.Description ?? before?.description ?? '',
		timeoutSeconds: given.Timeout ?? before?.timeoutSeconds ?? 3,
		memoryMb: given.MemorySize ?? before?.memoryMb ?? 128,
		variables: given.Environment ? { ...given.Environment.Variables } : (before?.variables ?? null),
		storageMb: given.EphemeralStorage?.Size ?? before?.storageMb ?? 512,
		logging: loggingFrom(name, given, before)
	};
}

function loggingFrom(
	name: string,
	{ LoggingConfig: given }: Given,
	before: Settings | null
): Settings['logging'] {
	const format = given?.LogFormat ?? before?.logging.format ?? 'Text';
	const levels = [given?.ApplicationLogLevel, given?.SystemLogLevel];
	if (format === 'Text' && levels.some((level) => level !== undefined)) {
		throw invalidParameter('To use ApplicationLogLevel and SystemLogLevel you must set LogFormat to JSON.');
	}
	const kept = format === 'JSON' ? before?.logging : undefined;
	return {
		format,
		group: given?.LogGroup ?? before?.logging.group ?? `/aws/lambda/${name}`,
		applicationLevel:
			given?.ApplicationLogLevel ?? kept?.applicationLevel ?? (format === 'JSON' ? 'INFO' : null),
		systemLevel: given?.SystemLogLevel ?? kept?.systemLevel ?? (format === 'JSON' ? 'INFO' : null)
	};
}

function checkRuntime(runtime: string): void {
	const retired = RETIRED.find(([pattern]) => pattern.test(runtime));
	if (!retired) return;
	throw invalidParameter(
		`The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions, for example ${retired[1]}.`
	);
}

function checkVariables(variables: Readonly<Record<string, string>>): void {
	const reserved = Object.keys(variables).filter((name) => RESERVED.test(name));
	if (reserved.length > 0) {
		throw invalidParameter(
			`Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`
		);
	}
	const measured = JSON.stringify(variables);
	if (encodeUtf8(measured).length > MOST_VARIABLE_BYTES) {
		throw invalidParameter(
			`Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${measured}`
		);
	}
}
