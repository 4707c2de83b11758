export { sts } from './service.ts';
export { callerOf, sessions } from './sessions.ts';
