import type { Operation } from '../../core/service.ts';
import { definitionOperations } from './job-definitions.ts';
import {
	createMonitoringSchedule,
	deleteMonitoringSchedule,
	describeMonitoringSchedule,
	listMonitoringExecutions,
	listMonitoringSchedules,
	startMonitoringSchedule,
	stopMonitoringSchedule,
	updateMonitoringSchedule
} from './schedules.ts';

export const monitoringOperations: Readonly<Record<string, Operation>> = {
	...definitionOperations('DataQuality'),
	...definitionOperations('ModelQuality'),
	...definitionOperations('ModelBias'),
	...definitionOperations('ModelExplainability'),
	CreateMonitoringSchedule: createMonitoringSchedule,
	DeleteMonitoringSchedule: deleteMonitoringSchedule,
	DescribeMonitoringSchedule: describeMonitoringSchedule,
	ListMonitoringExecutions: listMonitoringExecutions,
	ListMonitoringSchedules: listMonitoringSchedules,
	StartMonitoringSchedule: startMonitoringSchedule,
	StopMonitoringSchedule: stopMonitoringSchedule,
	UpdateMonitoringSchedule: updateMonitoringSchedule
};
