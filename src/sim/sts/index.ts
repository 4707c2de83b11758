export { EXECUTION_ROLE, sts } from './service.ts';
