import type { Service } from '../core/service.ts';
import { lazyModel } from '../protocol/lazy-model.ts';
import { getAuthorizationToken } from './authorization-token.ts';
import { batchGetImage } from './batch-get-image.ts';
import { describeImages, listImages, putImage } from './image-operations.ts';
import {
	batchCheckLayerAvailability,
	completeLayerUpload,
	initiateLayerUpload,
	uploadLayerPart
} from './layer-operations.ts';
import { createRepository, deleteRepository, describeRepositories } from './repository-operations.ts';

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/ */
export const ecr: Service = {
	id: 'ecr',
	name: 'ECR',
	model: lazyModel(
		{
			protocol: 'json',
			apiVersion: '2015-09-21',
			endpointPrefix: 'api.ecr',
			targetPrefix: 'AmazonEC2ContainerRegistry_V20150921',
			jsonVersion: '1.1',
			signingName: 'ecr'
		},
		() => import('../protocol/shapes/ecr.json', { with: { type: 'json' } })
	),
	operations: {
		BatchCheckLayerAvailability: batchCheckLayerAvailability,
		BatchGetImage: batchGetImage,
		CompleteLayerUpload: completeLayerUpload,
		CreateRepository: createRepository,
		DeleteRepository: deleteRepository,
		DescribeImages: describeImages,
		DescribeRepositories: describeRepositories,
		GetAuthorizationToken: getAuthorizationToken,
		InitiateLayerUpload: initiateLayerUpload,
		ListImages: listImages,
		PutImage: putImage,
		UploadLayerPart: uploadLayerPart
	},
	validationCode: 'InvalidParameterException',
	failureCode: 'ServerException',
	hosts: /^(api\.)?ecr\./
};
