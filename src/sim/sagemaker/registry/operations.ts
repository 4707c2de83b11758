import type { Operation } from '../../core/service.ts';
import {
	createModelPackageGroup,
	deleteModelPackageGroup,
	describeModelPackageGroup,
	listModelPackageGroups
} from './group-operations.ts';
import { batchDescribeModelPackage, describeModelPackage } from './package-description.ts';
import { createModelPackage, deleteModelPackage, listModelPackages } from './package-operations.ts';
import {
	deleteModelPackageGroupPolicy,
	getModelPackageGroupPolicy,
	putModelPackageGroupPolicy
} from './policy-operations.ts';
import { updateModelPackage } from './update-package.ts';

export const registryOperations: Readonly<Record<string, Operation>> = {
	BatchDescribeModelPackage: batchDescribeModelPackage,
	CreateModelPackage: createModelPackage,
	CreateModelPackageGroup: createModelPackageGroup,
	DeleteModelPackage: deleteModelPackage,
	DeleteModelPackageGroup: deleteModelPackageGroup,
	DeleteModelPackageGroupPolicy: deleteModelPackageGroupPolicy,
	DescribeModelPackage: describeModelPackage,
	DescribeModelPackageGroup: describeModelPackageGroup,
	GetModelPackageGroupPolicy: getModelPackageGroupPolicy,
	ListModelPackageGroups: listModelPackageGroups,
	ListModelPackages: listModelPackages,
	PutModelPackageGroupPolicy: putModelPackageGroupPolicy,
	UpdateModelPackage: updateModelPackage
};
