export { deregisterEndpoint, scaledVariants } from './scalable-targets.ts';
export { autoscaling } from './service.ts';
export { AUTOSCALING_TABLES } from './tables.ts';
