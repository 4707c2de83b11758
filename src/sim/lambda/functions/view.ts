import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { Context } from '../../core/context.ts';
import { functionArn } from '../function-name.ts';
import { functionStates } from '../states.ts';
import type { FunctionRecord, Settings, VersionRecord } from '../tables.ts';

/** A version as lists show it: how it stands is only told of a single one. */
export function listed(
	ctx: Context,
	{ name }: FunctionRecord,
	version: VersionRecord,
	qualifier: string | null
): FunctionConfiguration {
	const { settings, code } = version;
	return {
		FunctionName: name,
		FunctionArn: functionArn(ctx, name, qualifier),
		Runtime: settings.runtime as FunctionConfiguration['Runtime'],
		Role: settings.roleArn,
		Handler: settings.handler,
		CodeSize: code.sizeBytes,
		Description: settings.description,
		Timeout: settings.timeoutSeconds,
		MemorySize: settings.memoryMb,
		LastModified: new Date(version.modifiedAt).toISOString().replace('Z', '+0000'),
		CodeSha256: code.sha256,
		Version: version.version,
		Environment: settings.variables ? { Variables: { ...settings.variables } } : undefined,
		TracingConfig: { Mode: 'PassThrough' },
		RevisionId: version.revisionId,
		PackageType: 'Zip',
		Architectures: [version.architecture],
		EphemeralStorage: { Size: settings.storageMb },
		SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
		LoggingConfig: loggingView(settings)
	};
}

/** A version with its state. `qualifier`: as it was asked for, null where it was not. */
export function configurationOf(
	ctx: Context,
	fn: FunctionRecord,
	version: VersionRecord,
	qualifier: string | null
): FunctionConfiguration {
	const isPending = version.state === 'Pending';
	const isUpdating = version.lastUpdate === 'InProgress';
	return {
		...listed(ctx, fn, version, qualifier),
		State: version.state,
		StateReason: isPending ? functionStates.pending.message : undefined,
		StateReasonCode: isPending ? 'Creating' : undefined,
		LastUpdateStatus: version.lastUpdate ?? undefined,
		LastUpdateStatusReason: isUpdating ? functionStates.updating.message : undefined,
		LastUpdateStatusReasonCode: isUpdating ? ('Creating' as never) : undefined
	};
}

function loggingView({ logging }: Settings): NonNullable<FunctionConfiguration['LoggingConfig']> {
	return {
		LogFormat: logging.format,
		ApplicationLogLevel: (logging.applicationLevel ?? undefined) as never,
		SystemLogLevel: (logging.systemLevel ?? undefined) as never,
		LogGroup: logging.group
	};
}
