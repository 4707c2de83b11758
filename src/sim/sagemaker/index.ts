export {
	countInvocation,
	endpointConfigs,
	endpoints,
	endpointView,
	invocationCounts,
	models,
	type EndpointRecord,
	type VariantRecord
} from './hosting-records.ts';
export { restoreSageMaker } from './restore.ts';
export { sagemaker } from './service.ts';
export { dropContainer, endpointLogGroup, servingContainer } from './serving.ts';
export { tags } from './tags.ts';
export { jobView, metricChunks, trainingJobs } from './training-record.ts';
