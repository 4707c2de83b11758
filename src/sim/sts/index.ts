export { sts } from './service.ts';
export { sessions } from './sessions.ts';
