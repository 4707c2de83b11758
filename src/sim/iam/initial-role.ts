import type { RoleRecord } from './tables.ts';

/**
 * The role that the account begins with, as SageMaker's console makes one that may use any bucket. SageMaker's SDK takes
 * a name of this form for an execution role without asking IAM.
 */
export const initialRole: RoleRecord = {
	name: 'AmazonSageMaker-ExecutionRole',
	path: '/service-role/',
	id: 'AROASAGEBRUSHSAGEBRUS',
	createdAt: Date.UTC(2026, 0, 1),
	description: 'SageMaker execution role of the notebook, its training jobs and its endpoints.',
	maxSessionSeconds: 3600,
	trust: JSON.stringify({
		Version: '2012-10-17',
		Statement: [
			{ Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' }
		]
	}),
	inline: {
		'AmazonSageMaker-ExecutionPolicy': JSON.stringify({
			Version: '2012-10-17',
			Statement: [
				{ Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::*' },
				{
					Effect: 'Allow',
					Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
					Resource: 'arn:aws:s3:::*'
				}
			]
		})
	},
	attached: ['arn:aws:iam::aws:policy/AmazonSageMakerFullAccess'],
	tags: []
};
