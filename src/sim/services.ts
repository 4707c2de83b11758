import { apigateway, APIGATEWAY_TABLES } from './apigateway/index.ts';
import { apigatewayv2, APIGATEWAYV2_TABLES } from './apigatewayv2/index.ts';
import { autoscaling, AUTOSCALING_TABLES } from './autoscaling/index.ts';
import { costTags, meterLines } from './billing/index.ts';
import { cloudwatch, CLOUDWATCH_TABLES } from './cloudwatch/index.ts';
import type { Service } from './core/service.ts';
import type { Table } from './core/table.ts';
import { ecr, layers, layerUploads, repositories } from './ecr/index.ts';
import { firehose, FIREHOSE_TABLES } from './firehose/index.ts';
import { kinesis, KINESIS_TABLES } from './kinesis/index.ts';
import { iam, policies, roles } from './iam/index.ts';
import { lambda, LAMBDA_TABLES } from './lambda/index.ts';
import { logChunks, logGroups, logs, logStreams } from './logs/index.ts';
import { runtime, RUNTIME_TABLES } from './runtime/index.ts';
import { buckets, bucketSettings, history, objects, parts, s3, sharedBlobs, uploads } from './s3/index.ts';
import { SAGEMAKER_TABLES, sagemaker } from './sagemaker/index.ts';
import { featureStoreRuntime } from './feature-store-runtime/index.ts';
import { settingsTable } from './settings/index.ts';
import { sessions, sts } from './sts/index.ts';
import { unsimulated } from './unsimulated.ts';

/** Every service of the region. */
export const SERVICES: readonly Service[] = [
	s3,
	sts,
	iam,
	ecr,
	sagemaker,
	runtime,
	featureStoreRuntime,
	logs,
	kinesis,
	cloudwatch,
	firehose,
	autoscaling,
	lambda,
	apigateway,
	apigatewayv2,
	...unsimulated
];

/** Every table, to be loaded at the start and emptied by a reset. */
export const TABLES: readonly Table<unknown>[] = [
	buckets,
	bucketSettings,
	objects,
	history,
	sharedBlobs,
	uploads,
	parts,
	...SAGEMAKER_TABLES,
	...RUNTIME_TABLES,
	logGroups,
	logStreams,
	logChunks,
	...KINESIS_TABLES,
	...CLOUDWATCH_TABLES,
	...FIREHOSE_TABLES,
	...AUTOSCALING_TABLES,
	...LAMBDA_TABLES,
	...APIGATEWAY_TABLES,
	...APIGATEWAYV2_TABLES,
	meterLines,
	costTags,
	settingsTable,
	roles,
	policies,
	sessions,
	repositories,
	layers,
	layerUploads
];
