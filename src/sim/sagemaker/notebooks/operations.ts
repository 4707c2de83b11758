import type { Operation } from '../../core/service.ts';
import {
	createNotebookInstanceLifecycleConfig,
	deleteNotebookInstanceLifecycleConfig,
	describeNotebookInstanceLifecycleConfig,
	listNotebookInstanceLifecycleConfigs,
	updateNotebookInstanceLifecycleConfig
} from './lifecycle-operations.ts';
import {
	createNotebookInstance,
	deleteNotebookInstance,
	describeNotebookInstance,
	listNotebookInstances,
	startNotebookInstance,
	stopNotebookInstance,
	updateNotebookInstance
} from './notebook-operations.ts';

export const notebookOperations: Readonly<Record<string, Operation>> = {
	CreateNotebookInstance: createNotebookInstance,
	CreateNotebookInstanceLifecycleConfig: createNotebookInstanceLifecycleConfig,
	DeleteNotebookInstance: deleteNotebookInstance,
	DeleteNotebookInstanceLifecycleConfig: deleteNotebookInstanceLifecycleConfig,
	DescribeNotebookInstance: describeNotebookInstance,
	DescribeNotebookInstanceLifecycleConfig: describeNotebookInstanceLifecycleConfig,
	ListNotebookInstanceLifecycleConfigs: listNotebookInstanceLifecycleConfigs,
	ListNotebookInstances: listNotebookInstances,
	StartNotebookInstance: startNotebookInstance,
	StopNotebookInstance: stopNotebookInstance,
	UpdateNotebookInstance: updateNotebookInstance,
	UpdateNotebookInstanceLifecycleConfig: updateNotebookInstanceLifecycleConfig
};
