import type {
	CreateNotebookInstanceOutput,
	DescribeNotebookInstanceInput,
	DescribeNotebookInstanceOutput,
	ListNotebookInstancesInput,
	ListNotebookInstancesOutput,
	UpdateNotebookInstanceInput
} from '@aws-sdk/client-sagemaker';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import type { Transaction } from '../../core/table.ts';
import { resourceArn, validationException } from '../errors.ts';
import { listPage } from '../listing.ts';
import { checkQuota } from '../quota.ts';
import { setTags } from '../tags.ts';
import { refuseUnsupported } from '../unsupported.ts';
import { endCosts, passOn } from './notebook-life.ts';
import { needLifecycleConfig, needNotebook, notebookInstances, type NotebookRecord } from './records.ts';

type OfNotebook = Given<DescribeNotebookInstanceInput, 'NotebookInstanceName'>;

const UNSUPPORTED = ['AcceleratorTypes', 'KmsKeyId', 'SubnetId', 'SecurityGroupIds'];
const DEFAULT_VOLUME_GB = 5;

/**
 * A record with the statuses and the costs of an instance. No Jupyter runs on it: the notebook of this region is the one
 * that you read, and no lifecycle script is executed.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateNotebookInstance.html
 */
export async function createNotebookInstance(
	ctx: Context,
	input: NotebookRecord['request']
): Promise<CreateNotebookInstanceOutput> {
	refuseUnsupported('CreateNotebookInstance', input, UNSUPPORTED);
	const name = input.NotebookInstanceName;
	const arn = resourceArn(ctx, 'notebook-instance', name);
	if (input.LifecycleConfigName !== undefined) needLifecycleConfig(ctx, input.LifecycleConfigName, 'use');
	const record = await ctx.store.transact((tx) => {
		if (tx.get(notebookInstances, name)) {
			throw validationException(`Cannot create a duplicate Notebook Instance (${arn})`);
		}
		checkRoom(ctx, input.InstanceType);
		const created: NotebookRecord = {
			name,
			id: ctx.rng.hex(16),
			request: input,
			status: 'Pending',
			runs: 0,
			createdAt: tx.now,
			modifiedAt: tx.now
		};
		tx.put(notebookInstances, name, created);
		setTags(tx, arn, input.Tags ?? []);
		return created;
	});
	void passOn(ctx, record);
	return { NotebookInstanceArn: arn };
}

function checkRoom(ctx: Context, instanceType: string): void {
	const used = ctx.store
		.values(notebookInstances)
		.filter(({ request, status }) => request.InstanceType === instanceType && status !== 'Stopped');
	checkQuota(ctx, instanceType, 'notebook instance', used.length, 1);
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeNotebookInstance.html */
export async function describeNotebookInstance(
	ctx: Context,
	input: OfNotebook
): Promise<DescribeNotebookInstanceOutput> {
	const record = needNotebook(ctx, input.NotebookInstanceName);
	const { request } = record;
	return {
		...summaryOf(ctx, record),
		IpAddressType: request.IpAddressType,
		RoleArn: request.RoleArn,
		DirectInternetAccess: request.DirectInternetAccess ?? 'Enabled',
		VolumeSizeInGB: request.VolumeSizeInGB ?? DEFAULT_VOLUME_GB,
		RootAccess: request.RootAccess ?? 'Enabled',
		PlatformIdentifier: request.PlatformIdentifier,
		InstanceMetadataServiceConfiguration: request.InstanceMetadataServiceConfiguration
	};
}

function summaryOf(ctx: Context, { name, request, status, createdAt, modifiedAt }: NotebookRecord) {
	return {
		NotebookInstanceName: name,
		NotebookInstanceArn: resourceArn(ctx, 'notebook-instance', name),
		NotebookInstanceStatus: status,
		InstanceType: request.InstanceType,
		CreationTime: new Date(createdAt),
		LastModifiedTime: new Date(modifiedAt),
		NotebookInstanceLifecycleConfigName: request.LifecycleConfigName,
		DefaultCodeRepository: request.DefaultCodeRepository,
		AdditionalCodeRepositories: request.AdditionalCodeRepositories
	};
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListNotebookInstances.html */
export async function listNotebookInstances(
	ctx: Context,
	input: ListNotebookInstancesInput
): Promise<ListNotebookInstancesOutput> {
	const {
		NotebookInstanceLifecycleConfigNameContains: config = '',
		DefaultCodeRepositoryContains: repository = ''
	} = input;
	const wanted = ctx.store
		.values(notebookInstances)
		.filter(
			({ request }) =>
				(request.LifecycleConfigName ?? '').includes(config) &&
				(request.DefaultCodeRepository ?? '').includes(repository) &&
				(input.AdditionalCodeRepositoryEquals === undefined ||
					request.AdditionalCodeRepositories?.includes(input.AdditionalCodeRepositoryEquals))
		);
	const { items, nextToken } = listPage(ctx, wanted, input);
	return { NotebookInstances: items.map((one) => summaryOf(ctx, one)), NextToken: nextToken };
}

export async function startNotebookInstance(ctx: Context, input: OfNotebook): Promise<object> {
	checkRoom(ctx, needNotebook(ctx, input.NotebookInstanceName).request.InstanceType);
	return move(ctx, input.NotebookInstanceName, ['Stopped', 'Failed'], 'Pending');
}

export async function stopNotebookInstance(ctx: Context, input: OfNotebook): Promise<object> {
	return move(ctx, input.NotebookInstanceName, ['InService'], 'Stopping');
}

/** Only a stopped instance can be deleted. */
export async function deleteNotebookInstance(ctx: Context, input: OfNotebook): Promise<object> {
	return move(ctx, input.NotebookInstanceName, ['Stopped', 'Failed'], 'Deleting');
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateNotebookInstance.html */
export async function updateNotebookInstance(
	ctx: Context,
	input: Given<UpdateNotebookInstanceInput, 'NotebookInstanceName'>
): Promise<object> {
	refuseUnsupported('UpdateNotebookInstance', input, ['AcceleratorTypes', 'DisassociateAcceleratorTypes']);
	const { NotebookInstanceName: name, LifecycleConfigName: config, ...changes } = input;
	if (config !== undefined) needLifecycleConfig(ctx, config, 'use');
	const volume = needNotebook(ctx, name).request.VolumeSizeInGB ?? DEFAULT_VOLUME_GB;
	if ((input.VolumeSizeInGB ?? volume) < volume) {
		throw validationException(`VolumeSizeInGB cannot shrink: it is ${volume}.`);
	}
	return move(ctx, name, ['Stopped', 'Failed'], 'Updating', (record) => {
		const {
			DisassociateLifecycleConfig: dropConfig,
			DisassociateDefaultCodeRepository: dropDefault,
			DisassociateAdditionalCodeRepositories: dropAdditional,
			DisassociateAcceleratorTypes: _accelerators,
			...given
		} = changes;
		const { LifecycleConfigName, DefaultCodeRepository, AdditionalCodeRepositories, ...rest } =
			record.request;
		const request = {
			...rest,
			LifecycleConfigName: config ?? (dropConfig ? undefined : LifecycleConfigName),
			DefaultCodeRepository: dropDefault ? undefined : DefaultCodeRepository,
			AdditionalCodeRepositories: dropAdditional ? undefined : AdditionalCodeRepositories,
			...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
		};
		return { ...record, request };
	});
}

type Change = (record: NotebookRecord) => NotebookRecord;

async function move(
	ctx: Context,
	name: string,
	from: readonly string[],
	to: NotebookRecord['status'],
	change: Change = (record) => record
): Promise<object> {
	const moved = await ctx.store.transact((tx) => {
		const record = tx.get(notebookInstances, name) ?? needNotebook(ctx, name);
		if (!from.includes(record.status)) {
			const arn = resourceArn(ctx, 'notebook-instance', name);
			throw validationException(
				`Status (${record.status}) not in ([${from.join(', ')}]). Unable to transition to (${to}) for Notebook Instance (${arn})`
			);
		}
		return put(tx, { ...change(record), status: to });
	});
	void passOn(ctx, moved);
	return {};
}

function put(tx: Transaction, record: NotebookRecord): NotebookRecord {
	const changed = { ...record, modifiedAt: tx.now };
	if (record.status === 'Stopping') endCosts(tx, record);
	tx.put(notebookInstances, record.name, changed);
	return changed;
}
