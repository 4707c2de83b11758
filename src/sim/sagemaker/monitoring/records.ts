import type { MonitoringScheduleConfig, MonitoringType } from '@aws-sdk/client-sagemaker';
import { defineTable, type Table } from '../../core/table.ts';

/** Which endpoint's or whose captured data a definition looks at, and all else that was asked for. */
export interface JobDefinitionRecord {
	readonly name: string;
	readonly type: MonitoringType;
	readonly request: Readonly<Record<string, unknown>>;
	readonly createdAt: number;
}

export interface ScheduleRecord {
	readonly name: string;
	readonly config: MonitoringScheduleConfig;
	readonly status: 'Pending' | 'Scheduled' | 'Stopped';
	/** What follows Pending; absent in what earlier releases stored. */
	readonly wanted?: 'Scheduled' | 'Stopped';
	readonly createdAt: number;
	readonly modifiedAt: number;
}

/** Each kind has names of its own. */
export const jobDefinitions: Readonly<Record<MonitoringType, Table<JobDefinitionRecord>>> = {
	DataQuality: defineTable('dataQualityJobDefinitions'),
	ModelQuality: defineTable('modelQualityJobDefinitions'),
	ModelBias: defineTable('modelBiasJobDefinitions'),
	ModelExplainability: defineTable('modelExplainabilityJobDefinitions')
};
export const monitoringSchedules = defineTable<ScheduleRecord>('monitoringSchedules');

export const MONITORING_TABLES: readonly Table<unknown>[] = [
	...Object.values(jobDefinitions),
	monitoringSchedules
];
