export { autoscaling } from './service.ts';
export { AUTOSCALING_TABLES } from './tables.ts';
