import type { Operation } from '../../core/service.ts';
import { createFirstAutoMLJob, describeFirstAutoMLJob } from './first-version.ts';
import { createAutoMLJob, describeAutoMLJob, listAutoMLJobs, listCandidates } from './automl-operations.ts';

export const autoMLOperations: Readonly<Record<string, Operation>> = {
	CreateAutoMLJob: createFirstAutoMLJob,
	CreateAutoMLJobV2: createAutoMLJob,
	DescribeAutoMLJob: describeFirstAutoMLJob,
	DescribeAutoMLJobV2: describeAutoMLJob,
	ListAutoMLJobs: listAutoMLJobs,
	ListCandidatesForAutoMLJob: listCandidates
};
