import { AwsError } from '#base/errors.ts';
import { encodeUtf8 } from '#base/bytes.ts';

const LARGEST_BYTES = 20 * 1024;
const VERSIONS: readonly unknown[] = ['2012-10-17', '2008-10-17', undefined];

interface Statement {
	readonly Effect?: unknown;
	readonly Principal?: unknown;
	readonly Action?: unknown;
	readonly NotAction?: unknown;
	readonly Resource?: unknown;
	readonly NotResource?: unknown;
	readonly Condition?: unknown;
}

/** The form of a bucket's policy; who may do what by it is decided elsewhere. @throws AwsError MalformedPolicy */
export function checkPolicy(text: string, bucket: string): void {
	if (!text.startsWith('{')) throw malformed("Policies must be valid JSON and the first byte must be '{'");
	if (encodeUtf8(text).length > LARGEST_BYTES)
		throw malformed('Policy exceeds the maximum allowed document size.');
	const policy = parse(text);
	if (!VERSIONS.includes(policy.Version)) throw malformed('The policy must contain a valid version string');
	const statements = statementsOf(policy);
	if (statements.length === 0) throw malformed('Missing required field Statement');
	for (const statement of statements) checkStatement(statement, bucket);
}

/** Whether an anonymous stranger is allowed anything without a condition. */
export function isPublicPolicy(text: string): boolean {
	return statementsOf(parse(text)).some(
		({ Effect, Principal, Condition }) =>
			Effect === 'Allow' && Condition === undefined && isAnybody(Principal)
	);
}

function checkStatement(statement: Statement, bucket: string): void {
	const { Effect, Principal, Action, NotAction, Resource, NotResource } = statement;
	if (Effect !== 'Allow' && Effect !== 'Deny') throw malformed('Invalid effect: ' + String(Effect));
	if (Principal === undefined && !('NotPrincipal' in statement)) {
		throw malformed('Missing required field Principal');
	}
	const actions = listOf(Action ?? NotAction);
	if (actions.length === 0) throw malformed('Missing required field Action');
	if (!actions.every((action) => action === '*' || /^s3:/i.test(action))) {
		throw malformed('Policy has invalid action');
	}
	const resources = listOf(Resource ?? NotResource);
	if (resources.length === 0) throw malformed('Missing required field Resource');
	const own = `arn:aws:s3:::${bucket}`;
	if (!resources.every((arn) => arn === own || arn.startsWith(`${own}/`) || arn === '*')) {
		throw malformed('Policy has invalid resource');
	}
}

function isAnybody(principal: unknown): boolean {
	if (principal === '*') return true;
	return typeof principal === 'object' && principal !== null && 'AWS' in principal
		? listOf(principal.AWS).includes('*')
		: false;
}

function statementsOf({ Statement }: { readonly Statement?: unknown }): Statement[] {
	const list: unknown[] = Array.isArray(Statement) ? Statement : Statement === undefined ? [] : [Statement];
	return list.filter((item): item is Statement => typeof item === 'object' && item !== null);
}

function listOf(value: unknown): string[] {
	const list: unknown[] = Array.isArray(value) ? value : [value];
	return list.filter((item): item is string => typeof item === 'string');
}

function parse(text: string): { readonly Version?: unknown; readonly Statement?: unknown } {
	try {
		return JSON.parse(text) as { readonly Version?: unknown; readonly Statement?: unknown };
	} catch {
		throw malformed('This policy contains invalid Json');
	}
}

function malformed(message: string): AwsError {
	return new AwsError('MalformedPolicy', message);
}
