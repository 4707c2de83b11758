export {
	archiveIdsOf,
	countInvocation,
	endpoints,
	endpointView,
	type EndpointRecord,
	type VariantRecord
} from './hosting/hosting-records.ts';
export { featureRecordOperations } from './feature-store/operations.ts';
export { restoreSageMaker } from './restore.ts';
export { sagemaker } from './service.ts';
export { askVariant } from './hosting/ask-variant.ts';
export { endpointLog, endpointLogGroup } from './hosting/fleet.ts';
export type { ContainerAnswer, InvocationTarget } from './hosting/serving-instance.ts';
export { SAGEMAKER_TABLES } from './tables.ts';
export { jobView, metricChunks, trainingJobs } from './training/training-record.ts';
