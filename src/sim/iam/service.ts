import type { Service } from '../core/service.ts';
import { lazyModel } from '../protocol/lazy-model.ts';
import { createPolicy, getPolicy } from './policy-operations.ts';
import { createRole, deleteRole, getRole, listRoles, updateAssumeRolePolicy } from './role-operations.ts';
import {
	attachRolePolicy,
	deleteRolePolicy,
	detachRolePolicy,
	getRolePolicy,
	listAttachedRolePolicies,
	listRolePolicies,
	putRolePolicy
} from './role-policies.ts';
import { simulatePrincipalPolicy } from './simulate.ts';

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/ */
export const iam: Service = {
	id: 'iam',
	name: 'IAM',
	model: lazyModel(
		{
			protocol: 'query',
			apiVersion: '2010-05-08',
			endpointPrefix: 'iam',
			xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/'
		},
		() => import('../protocol/shapes/iam.json', { with: { type: 'json' } })
	),
	operations: {
		AttachRolePolicy: attachRolePolicy,
		CreatePolicy: createPolicy,
		CreateRole: createRole,
		DeleteRole: deleteRole,
		DeleteRolePolicy: deleteRolePolicy,
		DetachRolePolicy: detachRolePolicy,
		GetPolicy: getPolicy,
		GetRole: getRole,
		GetRolePolicy: getRolePolicy,
		ListAttachedRolePolicies: listAttachedRolePolicies,
		ListRolePolicies: listRolePolicies,
		ListRoles: listRoles,
		PutRolePolicy: putRolePolicy,
		SimulatePrincipalPolicy: simulatePrincipalPolicy,
		UpdateAssumeRolePolicy: updateAssumeRolePolicy
	},
	validationCode: 'ValidationError',
	failureCode: 'ServiceFailure',
	hosts: /^iam\./
};
