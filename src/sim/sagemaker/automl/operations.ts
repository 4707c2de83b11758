import type { Operation } from '../../core/service.ts';
import { createAutoMLJob, describeAutoMLJob, listAutoMLJobs, listCandidates } from './automl-operations.ts';

export const autoMLOperations: Readonly<Record<string, Operation>> = {
	CreateAutoMLJobV2: createAutoMLJob,
	DescribeAutoMLJobV2: describeAutoMLJob,
	ListAutoMLJobs: listAutoMLJobs,
	ListCandidatesForAutoMLJob: listCandidates
};
