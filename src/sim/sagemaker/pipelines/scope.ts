import { decodeUtf8 } from '#base/bytes.ts';
import { UserError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import { bucketAccess } from '../../iam/index.ts';
import { parseS3Uri, readObject } from '../../s3/index.ts';
import { resourceArn } from '../errors.ts';
import type { PipelineDefinition } from './definition.ts';
import type { Scope } from './expressions.ts';
import { valueAt } from './json-path.ts';
import { parameterValues } from './parameters.ts';
import { executionArn, pipelineExecutions, type ExecutionRecord } from './records.ts';

/** What the references of one execution lead to, as of the time of asking. */
export function scopeOf(ctx: Context, definition: PipelineDefinition, execution: ExecutionRecord): Scope {
	const outputsOf = (step: string): unknown =>
		ctx.store.get(pipelineExecutions, execution.key)?.steps.find(({ name }) => name === step)?.outputs;
	return {
		parameters: parameterValues(definition.parameters, execution.parameters),
		execution: {
			PipelineName: execution.pipeline,
			PipelineArn: resourceArn(ctx, 'pipeline', execution.pipeline),
			PipelineExecutionId: execution.id,
			PipelineExecutionArn: executionArn(ctx, execution),
			StartDateTime: new Date(execution.createdAt).toISOString(),
			CurrentDateTime: new Date(ctx.clock.now()).toISOString()
		},
		outputsOf,
		jsonAt: (uri) => jsonAt(ctx, uri, execution.roleArn),
		async propertyFile(step, name) {
			const spec = definition.steps.find((one) => one.name === step);
			const file = spec?.propertyFiles.find((one) => one.name === name);
			if (!file)
				throw new UserError('PipelineReference', `The step '${step}' has no PropertyFile '${name}'.`);
			const folder = valueAt(outputsOf(step), [
				'ProcessingOutputConfig',
				'Outputs',
				file.output,
				'S3Output',
				'S3Uri'
			]);
			if (typeof folder !== 'string') {
				throw new UserError('PipelineReference', `The step '${step}' has no output '${file.output}'.`);
			}
			return jsonAt(ctx, `${folder.replace(/\/+$/, '')}/${file.path}`, execution.roleArn);
		}
	};
}

async function jsonAt(ctx: Context, uri: string, roleArn: string | undefined): Promise<unknown> {
	const place = parseS3Uri(uri);
	if (!place) throw new UserError('PipelineReference', `'${uri}' is no S3 URI.`);
	bucketAccess(ctx, roleArn).needRead(place.bucket, place.key);
	const { bytes } = await readObject(ctx, place.bucket, place.key);
	try {
		return JSON.parse(decodeUtf8(bytes)) as unknown;
	} catch (cause) {
		throw new UserError('PipelineReference', `${uri} is no JSON: ${String(cause)}`, { cause });
	}
}
