import type {
	CreateNotebookInstanceLifecycleConfigInput,
	CreateNotebookInstanceLifecycleConfigOutput,
	DescribeNotebookInstanceLifecycleConfigInput,
	DescribeNotebookInstanceLifecycleConfigOutput,
	ListNotebookInstanceLifecycleConfigsInput,
	ListNotebookInstanceLifecycleConfigsOutput
} from '@aws-sdk/client-sagemaker';
import { fromBase64 } from '#base/bytes.ts';
import type { Context } from '../../core/context.ts';
import type { Given } from '../../core/service.ts';
import { resourceArn, validationException } from '../errors.ts';
import { listPage } from '../listing.ts';
import { setTags } from '../tags.ts';
import {
	lifecycleConfigs,
	needLifecycleConfig,
	notebookInstances,
	type LifecycleConfigRecord
} from './records.ts';

type Input = Given<CreateNotebookInstanceLifecycleConfigInput, 'NotebookInstanceLifecycleConfigName'>;
type OfConfig = Given<DescribeNotebookInstanceLifecycleConfigInput, 'NotebookInstanceLifecycleConfigName'>;

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateNotebookInstanceLifecycleConfig.html */
export async function createNotebookInstanceLifecycleConfig(
	ctx: Context,
	input: Input
): Promise<CreateNotebookInstanceLifecycleConfigOutput> {
	const name = input.NotebookInstanceLifecycleConfigName;
	const arn = resourceArn(ctx, 'notebook-instance-lifecycle-config', name);
	checkScripts(input);
	return ctx.store.transact((tx) => {
		if (tx.get(lifecycleConfigs, name)) {
			throw validationException(
				`Unable to create Notebook Instance Lifecycle Config ${arn}. (Details: Notebook Instance Lifecycle Config already exists.)`
			);
		}
		const scripts = { onCreate: input.OnCreate ?? [], onStart: input.OnStart ?? [] };
		tx.put(lifecycleConfigs, name, { name, ...scripts, createdAt: tx.now, modifiedAt: tx.now });
		setTags(tx, arn, input.Tags ?? []);
		return { NotebookInstanceLifecycleConfigArn: arn };
	});
}

function checkScripts({ OnCreate = [], OnStart = [] }: Input): void {
	for (const { Content } of [...OnCreate, ...OnStart]) {
		if (Content !== undefined && fromBase64(Content) === null) {
			throw validationException('The Content of a lifecycle script must be base64.');
		}
	}
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeNotebookInstanceLifecycleConfig.html */
export async function describeNotebookInstanceLifecycleConfig(
	ctx: Context,
	input: OfConfig
): Promise<DescribeNotebookInstanceLifecycleConfigOutput> {
	const record = needLifecycleConfig(ctx, input.NotebookInstanceLifecycleConfigName);
	return { ...summaryOf(ctx, record), OnCreate: [...record.onCreate], OnStart: [...record.onStart] };
}

function summaryOf(ctx: Context, { name, createdAt, modifiedAt }: LifecycleConfigRecord) {
	return {
		NotebookInstanceLifecycleConfigName: name,
		NotebookInstanceLifecycleConfigArn: resourceArn(ctx, 'notebook-instance-lifecycle-config', name),
		CreationTime: new Date(createdAt),
		LastModifiedTime: new Date(modifiedAt)
	};
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListNotebookInstanceLifecycleConfigs.html */
export async function listNotebookInstanceLifecycleConfigs(
	ctx: Context,
	input: ListNotebookInstanceLifecycleConfigsInput
): Promise<ListNotebookInstanceLifecycleConfigsOutput> {
	const { items, nextToken } = listPage(ctx, ctx.store.values(lifecycleConfigs), input);
	return { NotebookInstanceLifecycleConfigs: items.map((one) => summaryOf(ctx, one)), NextToken: nextToken };
}

export async function updateNotebookInstanceLifecycleConfig(ctx: Context, input: Input): Promise<object> {
	const name = input.NotebookInstanceLifecycleConfigName;
	checkScripts(input);
	return ctx.store.transact((tx) => {
		const record = tx.get(lifecycleConfigs, name) ?? needLifecycleConfig(ctx, name, 'update');
		tx.put(lifecycleConfigs, name, {
			...record,
			onCreate: input.OnCreate ?? record.onCreate,
			onStart: input.OnStart ?? record.onStart,
			modifiedAt: tx.now
		});
		return {};
	});
}

/** @throws AwsError ValidationException while an instance uses it */
export async function deleteNotebookInstanceLifecycleConfig(ctx: Context, input: OfConfig): Promise<object> {
	const { name } = needLifecycleConfig(ctx, input.NotebookInstanceLifecycleConfigName, 'delete');
	return ctx.store.transact((tx) => {
		if (ctx.store.values(notebookInstances).some(({ request }) => request.LifecycleConfigName === name)) {
			throw validationException(`A notebook instance uses the lifecycle configuration '${name}'.`);
		}
		tx.remove(lifecycleConfigs, name);
		setTags(tx, resourceArn(ctx, 'notebook-instance-lifecycle-config', name), []);
		return {};
	});
}
