export {
	countInvocation,
	endpoints,
	endpointView,
	type EndpointRecord,
	type VariantRecord
} from './hosting/hosting-records.ts';
export { restoreSageMaker } from './restore.ts';
export { sagemaker } from './service.ts';
export { dropContainer, endpointLogGroup, servingContainer } from './hosting/serving.ts';
export { SAGEMAKER_TABLES } from './tables.ts';
export { jobView, metricChunks, trainingJobs } from './training/training-record.ts';
