import { AwsError } from '#base/errors.ts';
import { isRecord } from '../../protocol/model.ts';

/** Where a policy stands decides what it may say. */
export type PolicyKind = 'identity' | 'trust' | 'resource';

/** Who a statement of a trust or resource policy is about: ARNs, account ids, `*`, or services by their domain. */
export interface Principals {
	readonly aws: readonly string[];
	readonly services: readonly string[];
	readonly federated: readonly string[];
}

/** operator → condition key → values */
export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export interface Statement {
	readonly sid: string | undefined;
	readonly effect: 'Allow' | 'Deny';
	readonly principals: Principals | undefined;
	/** The statement is about everybody but `principals`. */
	readonly notPrincipals: boolean;
	readonly actions: readonly string[];
	readonly notActions: boolean;
	readonly resources: readonly string[];
	readonly notResources: boolean;
	readonly conditions: Conditions;
}

export interface PolicyDocument {
	/** Policy variables came with the second version. */
	readonly hasVariables: boolean;
	readonly statements: readonly Statement[];
}

const STATEMENT_MEMBERS = [
	'Sid',
	'Effect',
	'Principal',
	'NotPrincipal',
	'Action',
	'NotAction',
	'Resource',
	'NotResource',
	'Condition'
];

/**
 * Reads a policy document.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * @throws AwsError MalformedPolicyDocument in IAM's words, with what is wrong
 */
export function readPolicy(text: string, kind: PolicyKind): PolicyDocument {
	const document = parse(text);
	const { Version: version = '2008-10-17', Statement: statement } = document;
	if (version !== '2008-10-17' && version !== '2012-10-17') {
		throw malformed('The policy must contain a valid version string', `it has ${JSON.stringify(version)}`);
	}
	for (const name of Object.keys(document)) {
		if (!['Version', 'Id', 'Statement'].includes(name)) throw syntax(`a policy has no '${name}'`);
	}
	const list = Array.isArray(statement) ? (statement as unknown[]) : [statement];
	if (statement === undefined || list.length === 0) throw syntax('it has no Statement');
	const statements = list.map((item, i) => readStatement(item, kind, `Statement ${i + 1}`));
	const sids = statements.map(({ sid }) => sid).filter((sid) => sid !== undefined);
	const twice = sids.find((sid, i) => sids.indexOf(sid) !== i);
	if (twice !== undefined) throw malformed(`Statement IDs (SID) in a single policy must be unique`, twice);
	return { hasVariables: version === '2012-10-17', statements };
}

function parse(text: string): Readonly<Record<string, unknown>> {
	let document: unknown;
	try {
		document = JSON.parse(text);
	} catch (cause) {
		throw malformed('This policy contains invalid Json', String(cause));
	}
	if (!isRecord(document)) throw syntax('it is no object');
	return document;
}

function readStatement(raw: unknown, kind: PolicyKind, where: string): Statement {
	if (!isRecord(raw)) throw syntax(`${where} is no object`);
	for (const name of Object.keys(raw)) {
		if (!STATEMENT_MEMBERS.includes(name)) throw syntax(`${where} has the unknown member '${name}'`);
	}
	const { Sid: sid, Effect: effect } = raw;
	if (effect !== 'Allow' && effect !== 'Deny')
		throw syntax(`the Effect of ${where} is neither Allow nor Deny`);
	if (sid !== undefined && typeof sid !== 'string') throw syntax(`the Sid of ${where} is no text`);
	const principals = readPrincipals(raw, kind, where);
	const [actions, notActions] = readPair(raw, 'Action', where);
	const [resources, notResources] = kind === 'trust' ? readNoResource(raw) : readPair(raw, 'Resource', where);
	actions.forEach((action) => checkAction(action, kind));
	resources.forEach((resource) => checkResource(resource, kind));
	return {
		sid,
		effect,
		principals,
		notPrincipals: raw['NotPrincipal'] !== undefined,
		actions,
		notActions,
		resources,
		notResources,
		conditions: readConditions(raw['Condition'], where)
	};
}

function readPrincipals(
	raw: Readonly<Record<string, unknown>>,
	kind: PolicyKind,
	where: string
): Principals | undefined {
	const { Principal: named, NotPrincipal: others } = raw;
	if (kind === 'identity') {
		if (named !== undefined || others !== undefined)
			throw malformed('Policy document should not specify a principal.', where);
		return undefined;
	}
	if ((named === undefined) === (others === undefined)) throw syntax(`${where} needs one Principal`);
	const value = named ?? others;
	if (value === '*') return { aws: ['*'], services: [], federated: [] };
	if (!isRecord(value)) throw malformed('Invalid principal in policy', `${where}: ${JSON.stringify(value)}`);
	for (const name of Object.keys(value)) {
		if (!['AWS', 'Service', 'Federated', 'CanonicalUser'].includes(name))
			throw malformed('Invalid principal in policy', `${where}: ${name}`);
	}
	return {
		aws: texts(value['AWS'], `${where}, Principal`),
		services: texts(value['Service'], `${where}, Principal`),
		federated: texts(value['Federated'], `${where}, Principal`)
	};
}

/** `Action` or `NotAction`, `Resource` or `NotResource`: one of the two, with one value at least. */
function readPair(
	raw: Readonly<Record<string, unknown>>,
	name: 'Action' | 'Resource',
	where: string
): [values: string[], negated: boolean] {
	const negated = raw[`Not${name}`] !== undefined;
	if (negated === (raw[name] !== undefined)) {
		if (negated) throw syntax(`${where} has both ${name} and Not${name}`);
		throw malformed(`Policy statement must contain ${name === 'Action' ? 'actions' : 'resources'}.`, where);
	}
	const values = texts(raw[negated ? `Not${name}` : name], `${where}, ${name}`);
	if (values.length === 0) throw syntax(`${where} has an empty ${name}`);
	return [values, negated];
}

function readNoResource(raw: Readonly<Record<string, unknown>>): [string[], boolean] {
	if (raw['Resource'] !== undefined || raw['NotResource'] !== undefined)
		throw malformed('Has prohibited field Resource', 'a trust policy is about its own role');
	return [['*'], false];
}

function checkAction(action: string, kind: PolicyKind): void {
	if (action !== '*' && !/^[a-zA-Z0-9-]+:[\w*?]+$/.test(action)) {
		throw malformed(
			'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
			`'${action}'`
		);
	}
	if (kind === 'trust' && !/^sts:/i.test(action))
		throw malformed('AssumeRole policy may only specify STS AssumeRole actions.', `'${action}'`);
}

function checkResource(resource: string, kind: PolicyKind): void {
	if (kind === 'trust' || resource === '*') return;
	if (!/^arn:[^:]*:[^:]*:[^:]*:[^:]*:./.test(resource.replace(/\$\{[^}]*\}/g, 'v')))
		throw malformed(
			`Resource ${resource} must be in ARN format or "*".`,
			'arn:aws:SERVICE:REGION:ACCOUNT:NAME'
		);
}

function readConditions(raw: unknown, where: string): Conditions {
	if (raw === undefined) return {};
	if (!isRecord(raw)) throw syntax(`the Condition of ${where} is no object`);
	return Object.fromEntries(
		Object.entries(raw).map(([operator, keys]) => {
			if (!isRecord(keys)) throw syntax(`${operator} of ${where} is no object`);
			const entries = Object.entries(keys).map(([key, values]) => [
				key,
				texts(values, `${where}, ${operator} of ${key}`)
			]);
			return [operator, Object.fromEntries(entries) as Record<string, string[]>];
		})
	);
}

/** One text or a list of them; JSON's numbers and booleans are taken as their texts. */
function texts(raw: unknown, where: string): string[] {
	if (raw === undefined) return [];
	const list = Array.isArray(raw) ? (raw as unknown[]) : [raw];
	return list.map((item) => {
		if (typeof item === 'string') return item;
		if (typeof item === 'boolean' || typeof item === 'number') return String(item);
		throw syntax(`${where} is neither a text nor a list of texts`);
	});
}

function syntax(what: string): AwsError {
	return malformed('Syntax errors in policy.', what);
}

function malformed(sentence: string, what: string): AwsError {
	return new AwsError('MalformedPolicyDocument', `${sentence} (${what})`);
}
