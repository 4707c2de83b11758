export { mayInvoke } from './access/may-invoke.ts';
export { restoreLambda } from './restore.ts';
export { lambda } from './service.ts';
export { LAMBDA_TABLES, lambdaBytes } from './tables.ts';
