export { iam } from './service.ts';
