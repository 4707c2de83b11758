import type { Operation } from '../../core/service.ts';
import {
	createTransformJob,
	describeTransformJob,
	listTransformJobs,
	stopTransformJob
} from './transform-operations.ts';

export const transformOperations: Readonly<Record<string, Operation>> = {
	CreateTransformJob: createTransformJob,
	DescribeTransformJob: describeTransformJob,
	ListTransformJobs: listTransformJobs,
	StopTransformJob: stopTransformJob
};
