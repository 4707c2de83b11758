export { initialRole } from './initial-role.ts';
export { policiesOf } from './policy-documents.ts';
export type { RequestContext } from './policy/conditions.ts';
export { readPolicy, type PolicyKind } from './policy/document.ts';
export { evaluate, namesCaller, statementsAbout, type Principal } from './policy/evaluate.ts';
export { accessDenied, commonContext, mayAssume, roleAccess, type RoleAccess } from './role-access.ts';
export { iam } from './service.ts';
export { findRole, policies, roleArn, roleNameOf, roles, type RoleRecord } from './tables.ts';
export { uniqueId } from './unique-id.ts';
