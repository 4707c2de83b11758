import type { Operation } from '../../core/service.ts';
import {
	createFeatureGroup,
	deleteFeatureGroup,
	describeFeatureGroup,
	listFeatureGroups
} from './group-operations.ts';
import { batchGetRecord, getRecord } from './record-reads.ts';
import { deleteRecord, putRecord } from './record-writes.ts';
import { describeFeatureMetadata, updateFeatureGroup, updateFeatureMetadata } from './update-group.ts';

export const featureGroupOperations: Readonly<Record<string, Operation>> = {
	CreateFeatureGroup: createFeatureGroup,
	DeleteFeatureGroup: deleteFeatureGroup,
	DescribeFeatureGroup: describeFeatureGroup,
	DescribeFeatureMetadata: describeFeatureMetadata,
	ListFeatureGroups: listFeatureGroups,
	UpdateFeatureGroup: updateFeatureGroup,
	UpdateFeatureMetadata: updateFeatureMetadata
};

/** Those of the service beside SageMaker that reads and writes records. */
export const featureRecordOperations: Readonly<Record<string, Operation>> = {
	BatchGetRecord: batchGetRecord,
	DeleteRecord: deleteRecord,
	GetRecord: getRecord,
	PutRecord: putRecord
};
