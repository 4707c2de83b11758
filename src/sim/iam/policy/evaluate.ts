import { conditionsHold, lookUp, type RequestContext } from './conditions.ts';
import type { PolicyDocument, Principals, Statement } from './document.ts';
import { fitsArn, fitsPattern, type Variables } from './wildcard.ts';

/** Who asks, as policies name them. */
export interface Principal {
	/** ARNs that name the caller: the session's and the role's. */
	readonly arns: readonly string[];
	readonly accountId: string;
	/** Domain of the service that asks for itself, e.g. `sagemaker.amazonaws.com`. */
	readonly service?: string;
}

export interface AccessRequest {
	/** e.g. `s3:GetObject` */
	readonly action: string;
	/** ARN. */
	readonly resource: string;
	readonly context: RequestContext;
	/** Only policies of resources and roles say who they are about. */
	readonly principal?: Principal;
}

export type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny';

/** What several policies say together: one Deny outweighs every Allow, and what nobody allows is denied. */
export function evaluate(policies: readonly PolicyDocument[], request: AccessRequest): Decision {
	const effects = policies.flatMap((policy) =>
		statementsAbout(policy, request).map((statement) => statement.effect)
	);
	if (effects.includes('Deny')) return 'explicitDeny';
	return effects.includes('Allow') ? 'allowed' : 'implicitDeny';
}

/** The statements of a policy that are about a request. */
export function statementsAbout(policy: PolicyDocument, request: AccessRequest): Statement[] {
	const variables: Variables | undefined = policy.hasVariables
		? (name) => lookUp(request.context, name)?.[0]
		: undefined;
	return policy.statements.filter((statement) => isAbout(statement, request, variables));
}

function isAbout(statement: Statement, request: AccessRequest, variables: Variables | undefined): boolean {
	const { action, resource, context, principal } = request;
	const acts = statement.actions.some((pattern) => fitsPattern(pattern.toLowerCase(), action.toLowerCase()));
	const reaches = statement.resources.some((pattern) => fitsArn(pattern, resource, variables));
	return (
		acts !== statement.notActions &&
		reaches !== statement.notResources &&
		isFor(statement, principal) &&
		conditionsHold(statement.conditions, context, variables)
	);
}

function isFor({ principals, notPrincipals }: Statement, principal: Principal | undefined): boolean {
	if (!principals) return true;
	return principal !== undefined && names(principals, principal) !== notPrincipals;
}

function names({ aws, services }: Principals, { arns, accountId, service }: Principal): boolean {
	if (service !== undefined) return services.includes(service) || aws.includes('*');
	const whole = ['*', accountId, `arn:aws:iam::${accountId}:root`];
	return aws.some((name) => whole.includes(name) || arns.includes(name));
}

/** Whether a statement names the caller itself, and not only the account that it belongs to. */
export function namesCaller({ principals }: Statement, { arns }: Principal): boolean {
	return principals?.aws.some((name) => name === '*' || arns.includes(name)) ?? false;
}
