import { describe, expect, it } from 'vitest';
import firehose from '#sim/protocol/shapes/firehose.json' with { type: 'json' };
import kinesis from '#sim/protocol/shapes/kinesis.json' with { type: 'json' };
import lambda from '#sim/protocol/shapes/lambda.json' with { type: 'json' };
import sagemaker from '#sim/protocol/shapes/sagemaker.json' with { type: 'json' };
import {
	autoMLLife,
	deliveryLife,
	endpointLife,
	exitingScripts,
	featureGroupLife,
	functionLife,
	notebookLife,
	packageLife,
	pipelineLife,
	processingLife,
	scheduleLife,
	streamLife,
	trainingLife,
	transformLife,
	tuningLife,
	type Life
} from '#tests/support/status-lives.ts';
import { watchedStorage } from '#tests/support/status-moves.ts';
import { testRegion } from '#tests/support/test-region.ts';

/** One status of one kind of resource, by AWS's shapes and its guides. */
interface Machine {
	readonly shape: string;
	readonly statuses: readonly string[];
	readonly table: string;
	readonly statusOf: (record: never) => unknown;
	readonly life: Life;
	/** `from > to`, all that there are here; `-` for what is not there. */
	readonly moves: readonly string[];
	/** What AWS's shapes have besides, and why no resource gets there. */
	readonly never: Readonly<Record<string, string>>;
}

function machine(
	model: { readonly shapes: object },
	shape: string,
	table: string,
	life: Life,
	moves: readonly string[],
	never: Readonly<Record<string, string>> = {},
	statusOf: (record: never) => unknown = ({ status }) => status
): Machine {
	const { enum: statuses } = (model.shapes as Readonly<Record<string, { readonly enum?: string[] }>>)[shape]!;
	return { shape, statuses: statuses!, table, statusOf, life, moves, never };
}

const PATCHING = 'AWS patches its machines; nobody patches these';
const SPOT = 'spot capacity is not simulated';
const OLD = 'AWS gives it no more';
const NO_STOP = 'StopAutoMLJob is not simulated';
const NO_REPORT = 'no reports are written';
const AT_ONCE = 'what is deleted is gone at once, as AWS mostly answers';

/**
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/ the Describe operation of each resource
 * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StreamDescription.html
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_DeliveryStreamDescription.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html
 */
const MACHINES: readonly Machine[] = [
	machine(
		sagemaker,
		'TrainingJobStatus',
		'trainingJobs',
		trainingLife,
		[
			'- > InProgress',
			'InProgress > Completed',
			'InProgress > Failed',
			'InProgress > Stopping',
			'Stopping > Stopped',
			'Completed > -',
			'Failed > -',
			'Stopped > -'
		],
		{ Deleting: AT_ONCE }
	),
	machine(
		sagemaker,
		'SecondaryStatus',
		'trainingJobs',
		trainingLife,
		[
			'- > Starting',
			'Starting > Downloading',
			'Starting > Stopping',
			'Downloading > Training',
			'Downloading > Failed',
			'Training > Uploading',
			'Training > Failed',
			'Training > Stopping',
			'Uploading > Completed',
			'Uploading > Failed',
			'Stopping > Stopped',
			'Stopping > MaxRuntimeExceeded',
			'Completed > -',
			'Failed > -',
			'Stopped > -'
		],
		{
			LaunchingMLInstances: OLD,
			PreparingTrainingStack: OLD,
			DownloadingTrainingImage: OLD,
			Interrupted: SPOT,
			MaxWaitTimeExceeded: SPOT,
			Pending: 'there are no training plans to wait for',
			Restarting: 'RetryStrategy is refused',
			Updating: 'warm pools are refused, so UpdateTrainingJob has nothing to do'
		},
		({ secondaryStatus }) => secondaryStatus
	),
	machine(
		sagemaker,
		'AutoMLJobStatus',
		'autoMLJobs',
		autoMLLife,
		['- > InProgress', 'InProgress > Completed', 'InProgress > Failed'],
		{ Stopping: NO_STOP, Stopped: NO_STOP }
	),
	machine(
		sagemaker,
		'AutoMLJobSecondaryStatus',
		'autoMLJobs',
		autoMLLife,
		[
			'- > Starting',
			'Starting > AnalyzingData',
			'Starting > Failed',
			'AnalyzingData > FeatureEngineering',
			'AnalyzingData > Failed',
			'FeatureEngineering > ModelTuning',
			'FeatureEngineering > Failed',
			'ModelTuning > MaxCandidatesReached',
			'ModelTuning > MaxAutoMLJobRuntimeReached',
			'ModelTuning > Failed'
		],
		{
			Stopping: NO_STOP,
			Stopped: NO_STOP,
			Completed: 'a job ends with what ended it: its candidates or its time',
			CandidateDefinitionsGenerated: 'GenerateCandidateDefinitionsOnly is refused',
			PreTraining: 'it is for text and images, which are refused',
			TrainingModels: 'it is for other modes and problems, which are refused',
			GeneratingExplainabilityReport: NO_REPORT,
			ExplainabilityError: NO_REPORT,
			GeneratingModelInsightsReport: NO_REPORT,
			ModelInsightsError: NO_REPORT,
			DeployingModel: 'ModelDeployConfig is refused',
			ModelDeploymentError: 'ModelDeployConfig is refused'
		},
		({ secondaryStatus }) => secondaryStatus
	),
	machine(
		sagemaker,
		'HyperParameterTuningJobStatus',
		'tuningJobs',
		tuningLife,
		[
			'- > InProgress',
			'InProgress > Completed',
			'InProgress > Failed',
			'InProgress > Stopping',
			'Stopping > Stopped',
			'Completed > -',
			'Failed > -',
			'Stopped > -'
		],
		{ Deleting: AT_ONCE, DeleteFailed: AT_ONCE }
	),
	machine(sagemaker, 'TransformJobStatus', 'transformJobs', transformLife, [
		'- > InProgress',
		'InProgress > Completed',
		'InProgress > Failed',
		'InProgress > Stopping',
		'Stopping > Stopped'
	]),
	machine(sagemaker, 'ProcessingJobStatus', 'processingJobs', processingLife, [
		'- > InProgress',
		'InProgress > Completed',
		'InProgress > Failed',
		'InProgress > Stopping',
		'Stopping > Stopped'
	]),
	machine(
		sagemaker,
		'EndpointStatus',
		'endpoints',
		endpointLife,
		[
			'- > Creating',
			'Creating > InService',
			'Creating > Failed',
			'InService > Updating',
			'Updating > InService',
			'Updating > RollingBack',
			'RollingBack > InService',
			'InService > Deleting',
			'Failed > Deleting',
			'Deleting > -'
		],
		{
			OutOfService: 'an endpoint here is never without its instances',
			SystemUpdating: PATCHING,
			UpdateRollbackFailed: 'the old instances serve until the new ones do, so going back cannot fail'
		}
	),
	machine(
		sagemaker,
		'NotebookInstanceStatus',
		'notebookInstances',
		notebookLife,
		[
			'- > Pending',
			'Pending > InService',
			'InService > Stopping',
			'Stopping > Stopped',
			'Stopped > Updating',
			'Updating > Stopped',
			'Stopped > Pending',
			'Stopped > Deleting',
			'Deleting > -'
		],
		{
			Failed: 'no script runs on an instance that could fail',
			PendingMaintenance: PATCHING,
			InMaintenance: PATCHING
		}
	),
	machine(
		sagemaker,
		'FeatureGroupStatus',
		'featureGroups',
		featureGroupLife,
		[
			'- > Creating',
			'Creating > Created',
			'Creating > CreateFailed',
			'Created > Deleting',
			'CreateFailed > Deleting',
			'Deleting > -'
		],
		{ DeleteFailed: 'what is in S3 stays, so nothing stands in the way' }
	),
	machine(
		sagemaker,
		'ScheduleStatus',
		'monitoringSchedules',
		scheduleLife,
		[
			'- > Pending',
			'Pending > Scheduled',
			'Scheduled > Pending',
			'Pending > Stopped',
			'Stopped > Pending',
			'Scheduled > -'
		],
		{ Failed: 'nothing is executed that could fail' }
	),
	machine(sagemaker, 'PipelineExecutionStatus', 'pipelineExecutions', pipelineLife, [
		'- > Executing',
		'Executing > Succeeded',
		'Executing > Failed',
		'Executing > Stopping',
		'Stopping > Stopped',
		'Failed > Executing',
		'Stopped > Executing'
	]),
	machine(
		sagemaker,
		'StepStatus',
		'pipelineExecutions',
		pipelineLife,
		[
			'- > Starting',
			'Starting > Executing',
			'Executing > Succeeded',
			'Executing > Failed',
			'Executing > Stopping',
			'Stopping > Stopped',
			'Failed > -',
			'Stopped > -'
		],
		{},
		({ steps }: { readonly steps: readonly { readonly status: string }[] }) => steps[0]?.status ?? '-'
	),
	machine(
		sagemaker,
		'ModelApprovalStatus',
		'modelPackages',
		packageLife,
		['- > PendingManualApproval', 'PendingManualApproval > Approved', 'Approved > Rejected', 'Rejected > -'],
		{},
		({ approval }: { readonly approval: string }) => approval
	),
	machine(kinesis, 'StreamStatus', 'kinesisStreams', streamLife, [
		'- > CREATING',
		'CREATING > ACTIVE',
		'ACTIVE > UPDATING',
		'UPDATING > ACTIVE',
		'ACTIVE > DELETING',
		'DELETING > -'
	]),
	machine(kinesis, 'ConsumerStatus', 'kinesisConsumers', streamLife, [
		'- > CREATING',
		'CREATING > ACTIVE',
		'ACTIVE > DELETING',
		'DELETING > -'
	]),
	machine(
		firehose,
		'DeliveryStreamStatus',
		'firehoseStreams',
		deliveryLife,
		['- > CREATING', 'CREATING > ACTIVE', 'ACTIVE > DELETING', 'DELETING > -'],
		{
			CREATING_FAILED: 'it fails for keys of KMS, which are refused',
			DELETING_FAILED: 'it fails for keys of KMS, which are refused'
		}
	),
	machine(
		lambda,
		'State',
		'lambdaFunctions',
		functionLife,
		['- > Pending', 'Pending > Active', 'Active > -'],
		{
			Inactive: 'a function falls asleep only in a VPC, and VpcConfig is refused',
			Failed: 'it fails for networks and images, which are refused',
			Deactivating: 'capacity providers are refused',
			Deactivated: 'capacity providers are refused',
			ActiveNonInvocable: 'capacity providers are refused',
			Deleting: AT_ONCE
		},
		({ latest }: { readonly latest: { readonly state: string } }) => latest.state
	),
	machine(
		lambda,
		'LastUpdateStatus',
		'lambdaFunctions',
		functionLife,
		['- > null', 'null > Successful', 'Successful > InProgress', 'InProgress > Successful', 'Successful > -'],
		{ Failed: 'it fails for networks and images, which are refused' },
		({ latest }: { readonly latest: { readonly lastUpdate: string | null } }) => latest.lastUpdate
	)
];

const placesOf = (moves: readonly string[]): string[] =>
	[...new Set(moves.flatMap((move) => move.split(' > ')))].filter((place) => !['-', 'null'].includes(place));

describe.each(MACHINES)('$shape', ({ statuses, table, statusOf, life, moves, never }) => {
	it('has each status of AWS, or tells why not', () => {
		expect([...placesOf(moves), ...Object.keys(never)].sort()).toEqual([...statuses].sort());
	});

	it('moves as it does on AWS, and no other way', async () => {
		const seen = new Set<string>();
		await life((options) => {
			const storage = watchedStorage(seen, table, statusOf);
			return testRegion({ storage, scripts: exitingScripts, ...options });
		});
		expect([...seen].sort()).toEqual(moves.toSorted());
	});
});
