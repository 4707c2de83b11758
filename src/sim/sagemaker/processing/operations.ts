import type { Operation } from '../../core/service.ts';
import {
	createProcessingJob,
	describeProcessingJob,
	listProcessingJobs,
	stopProcessingJob
} from './processing-operations.ts';

export const processingOperations: Readonly<Record<string, Operation>> = {
	CreateProcessingJob: createProcessingJob,
	DescribeProcessingJob: describeProcessingJob,
	ListProcessingJobs: listProcessingJobs,
	StopProcessingJob: stopProcessingJob
};
