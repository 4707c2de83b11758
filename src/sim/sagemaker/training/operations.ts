import type { Operation } from '../../core/service.ts';
import {
	createTrainingJob,
	deleteTrainingJob,
	describeTrainingJob,
	listTrainingJobs,
	stopTrainingJob
} from './training-operations.ts';

export const trainingOperations: Readonly<Record<string, Operation>> = {
	CreateTrainingJob: createTrainingJob,
	DeleteTrainingJob: deleteTrainingJob,
	DescribeTrainingJob: describeTrainingJob,
	ListTrainingJobs: listTrainingJobs,
	StopTrainingJob: stopTrainingJob
};
