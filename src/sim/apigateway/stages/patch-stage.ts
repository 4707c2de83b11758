import type { PatchOperation } from '@aws-sdk/client-api-gateway';
import { notSimulated } from '../../core/not-simulated.ts';
import { badRequest } from '../errors.ts';
import type { StageRecord } from '../tables.ts';

/** What AWS can change of a stage and nothing here would heed. */
const UNSUPPORTED =
	/^\/(cacheClusterEnabled|cacheClusterSize|clientCertificateId|documentationVersion|tracingEnabled|webAclArn|(canarySettings|accessLogSettings)(\/.*)?|.+\/(metrics|logging|throttling|caching)\/.+)$/;

/** The stage after one step of a patch. @throws AwsError BadRequestException or NotSimulated */
export function patchStage(stage: StageRecord, { op, path = '', value }: PatchOperation): StageRecord {
	const variable = /^\/variables\/(.+)$/.exec(path)?.[1];
	if (variable !== undefined) return withVariable(stage, op, unescaped(variable), value);
	if (UNSUPPORTED.test(path)) {
		throw notSimulated(
			`The path '${path}' of UpdateStage`,
			'Simulated: /description, /deploymentId, /variables/NAME.'
		);
	}
	if (path !== '/description' && path !== '/deploymentId') throw badRequest(`Invalid patch path ${path}`);
	if (op !== 'replace') throw badRequest('Invalid patch operation specified. Must be one of: [replace]');
	return path === '/description' ? { ...stage, description: value } : { ...stage, deploymentId: value ?? '' };
}

function withVariable(
	stage: StageRecord,
	op: PatchOperation['op'],
	name: string,
	value: string | undefined
): StageRecord {
	const others = Object.entries(stage.variables).filter(([other]) => other !== name);
	switch (op) {
		case 'replace':
			return { ...stage, variables: Object.fromEntries([...others, [name, value ?? '']]) };
		case 'remove':
			return { ...stage, variables: Object.fromEntries(others) };
		default:
			throw badRequest('Invalid patch operation specified. Must be one of: [replace, remove]');
	}
}

/** JSON Pointer writes `/` as `~1` and `~` as `~0`. */
function unescaped(segment: string): string {
	return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}
