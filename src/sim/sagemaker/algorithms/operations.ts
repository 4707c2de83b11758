import type { Operation } from '../../core/service.ts';
import {
	createAlgorithm,
	deleteAlgorithm,
	describeAlgorithm,
	listAlgorithms
} from './algorithm-operations.ts';
import {
	createCodeRepository,
	deleteCodeRepository,
	describeCodeRepository,
	listCodeRepositories,
	updateCodeRepository
} from './code-repository-operations.ts';

export const algorithmOperations: Readonly<Record<string, Operation>> = {
	CreateAlgorithm: createAlgorithm,
	CreateCodeRepository: createCodeRepository,
	DeleteAlgorithm: deleteAlgorithm,
	DeleteCodeRepository: deleteCodeRepository,
	DescribeAlgorithm: describeAlgorithm,
	DescribeCodeRepository: describeCodeRepository,
	ListAlgorithms: listAlgorithms,
	ListCodeRepositories: listCodeRepositories,
	UpdateCodeRepository: updateCodeRepository
};
