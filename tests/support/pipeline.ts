import {
	CreatePipelineCommand,
	DescribePipelineExecutionCommand,
	ListPipelineExecutionStepsCommand,
	StartPipelineExecutionCommand,
	type DescribePipelineExecutionResponse,
	type Parameter,
	type PipelineExecutionStep
} from '@aws-sdk/client-sagemaker';
import { IMAGE, ROLE, type TestRegion } from './test-region.ts';
import { jobInput } from './training-job.ts';

type Json = Readonly<Record<string, unknown>>;

/** A pipeline's JSON. */
export function definition(steps: readonly Json[], more: Json = {}): string {
	return JSON.stringify({ Version: '2020-12-01', Steps: steps, ...more });
}

/** A step that trains y = a·x + b, as jobs of training-job.ts do. */
export function trainStep(name: string, more: Json = {}, argumentsMore: Json = {}): Json {
	const { TrainingJobName: _name, ...input } = jobInput('');
	return { Name: name, Type: 'Training', Arguments: { ...input, ...argumentsMore }, ...more };
}

/** A step that makes a model of what the step `from` has trained. */
export function modelStep(name: string, from: string): Json {
	const ModelDataUrl = { Get: `Steps.${from}.ModelArtifacts.S3ModelArtifacts` };
	return {
		Name: name,
		Type: 'Model',
		Arguments: { ExecutionRoleArn: ROLE, PrimaryContainer: { Image: IMAGE, ModelDataUrl } }
	};
}

/** Creates a pipeline; its name is `p`. */
export function createPipeline({ sagemaker }: TestRegion, text: string): Promise<unknown> {
	return sagemaker.send(
		new CreatePipelineCommand({ PipelineName: 'p', PipelineDefinition: text, RoleArn: ROLE })
	);
}

/** Starts an execution of the pipeline and gives its ARN. */
export async function start(
	{ sagemaker }: TestRegion,
	parameters: readonly Parameter[] = []
): Promise<string> {
	const { PipelineExecutionArn } = await sagemaker.send(
		new StartPipelineExecutionCommand({ PipelineName: 'p', PipelineParameters: [...parameters] })
	);
	return PipelineExecutionArn!;
}

export interface Ended {
	readonly execution: DescribePipelineExecutionResponse;
	/** In the order in which they began. */
	readonly steps: readonly PipelineExecutionStep[];
}

/** Asks again and again until the execution has ended; simulated time goes on meanwhile. */
export async function untilEnded(
	{ sagemaker, clock }: Pick<TestRegion, 'sagemaker' | 'clock'>,
	PipelineExecutionArn: string
): Promise<Ended> {
	for (;;) {
		const execution = await sagemaker.send(new DescribePipelineExecutionCommand({ PipelineExecutionArn }));
		const { PipelineExecutionStatus: status } = execution;
		if (status !== 'Executing' && status !== 'Stopping') {
			const { PipelineExecutionSteps: steps = [] } = await sagemaker.send(
				new ListPipelineExecutionStepsCommand({
					PipelineExecutionArn,
					SortOrder: 'Ascending',
					MaxResults: 100
				})
			);
			return { execution, steps };
		}
		await clock.sleep(1000);
	}
}

/** `name status` of each step. */
export function told({ steps }: Ended): string[] {
	return steps.map(({ StepName, StepStatus }) => `${StepName} ${StepStatus}`);
}
