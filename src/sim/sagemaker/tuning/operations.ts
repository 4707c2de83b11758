import type { Operation } from '../../core/service.ts';
import { listTrainingJobsOfTuningJob } from './list-children.ts';
import {
	createTuningJob,
	deleteTuningJob,
	describeTuningJob,
	listTuningJobs,
	stopTuningJob
} from './tuning-operations.ts';

export const tuningOperations: Readonly<Record<string, Operation>> = {
	CreateHyperParameterTuningJob: createTuningJob,
	DeleteHyperParameterTuningJob: deleteTuningJob,
	DescribeHyperParameterTuningJob: describeTuningJob,
	ListHyperParameterTuningJobs: listTuningJobs,
	ListTrainingJobsForHyperParameterTuningJob: listTrainingJobsOfTuningJob,
	StopHyperParameterTuningJob: stopTuningJob
};
