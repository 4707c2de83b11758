import type { Operation } from '../../core/service.ts';
import { associateTrialComponent, disassociateTrialComponent } from './association-operations.ts';
import {
	createTrialComponent,
	deleteTrialComponent,
	describeTrialComponent,
	listTrialComponents
} from './component-operations.ts';
import {
	createExperiment,
	deleteExperiment,
	describeExperiment,
	listExperiments,
	updateExperiment
} from './experiment-operations.ts';
import { createTrial, deleteTrial, describeTrial, listTrials, updateTrial } from './trial-operations.ts';
import { updateTrialComponent } from './update-component.ts';

export const experimentOperations: Readonly<Record<string, Operation>> = {
	AssociateTrialComponent: associateTrialComponent,
	CreateExperiment: createExperiment,
	CreateTrial: createTrial,
	CreateTrialComponent: createTrialComponent,
	DeleteExperiment: deleteExperiment,
	DeleteTrial: deleteTrial,
	DeleteTrialComponent: deleteTrialComponent,
	DescribeExperiment: describeExperiment,
	DescribeTrial: describeTrial,
	DescribeTrialComponent: describeTrialComponent,
	DisassociateTrialComponent: disassociateTrialComponent,
	ListExperiments: listExperiments,
	ListTrialComponents: listTrialComponents,
	ListTrials: listTrials,
	UpdateExperiment: updateExperiment,
	UpdateTrial: updateTrial,
	UpdateTrialComponent: updateTrialComponent
};
