import type { StreamedRequest } from '#base/wire.ts';
import type { Context } from '../core/context.ts';
import { notSimulated } from '../core/not-simulated.ts';
import type { Service } from '../core/service.ts';
import { lazyModel } from '../protocol/lazy-model.ts';
import { putFunctionConcurrency } from './access/concurrency.ts';
import { createFunctionUrlConfig, getFunctionUrlConfig } from './access/function-urls.ts';
import { addPermission, getPolicy, removePermission } from './access/permissions.ts';
import {
	createFunction,
	deleteFunction,
	getFunction,
	getFunctionConfiguration,
	listFunctions
} from './functions/functions.ts';
import { updateFunctionCode, updateFunctionConfiguration } from './functions/update.ts';
import { invoke } from './invoke.ts';
import {
	createEventSourceMapping,
	deleteEventSourceMapping,
	getEventSourceMapping,
	listEventSourceMappings
} from './sources/mappings.ts';
import { createAlias, deleteAlias, getAlias, updateAlias } from './versions/aliases.ts';
import { listVersionsByFunction, publishVersion } from './versions/publish.ts';

const URL_HOST = /\.lambda-url\.[a-z0-9-]+\.on\.aws$/;

/** Functions do not run yet, not by their URLs either. */
function admit(_: Context, { hostname }: Pick<StreamedRequest, 'hostname'>): void {
	if (!URL_HOST.test(hostname)) return;
	throw notSimulated(`Calling the function URL https://${hostname}/`, 'Execution comes later.');
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/ */
export const lambda: Service = {
	id: 'lambda',
	name: 'Lambda',
	model: lazyModel(
		{ protocol: 'rest-json', apiVersion: '2015-03-31', endpointPrefix: 'lambda' },
		() => import('../protocol/shapes/lambda.json', { with: { type: 'json' } })
	),
	operations: {
		AddPermission: addPermission,
		CreateAlias: createAlias,
		CreateEventSourceMapping: createEventSourceMapping,
		CreateFunction: createFunction,
		CreateFunctionUrlConfig: createFunctionUrlConfig,
		DeleteAlias: deleteAlias,
		DeleteEventSourceMapping: deleteEventSourceMapping,
		DeleteFunction: deleteFunction,
		GetAlias: getAlias,
		GetEventSourceMapping: getEventSourceMapping,
		GetFunction: getFunction,
		GetFunctionConfiguration: getFunctionConfiguration,
		GetFunctionUrlConfig: getFunctionUrlConfig,
		GetPolicy: getPolicy,
		Invoke: invoke,
		ListEventSourceMappings: listEventSourceMappings,
		ListFunctions: listFunctions,
		ListVersionsByFunction: listVersionsByFunction,
		PublishVersion: publishVersion,
		PutFunctionConcurrency: putFunctionConcurrency,
		RemovePermission: removePermission,
		UpdateAlias: updateAlias,
		UpdateFunctionCode: updateFunctionCode,
		UpdateFunctionConfiguration: updateFunctionConfiguration
	},
	validationCode: 'ValidationException',
	failureCode: 'ServiceException',
	hosts: /^lambda\.|\.lambda-url\.[a-z0-9-]+\.on\.aws$/,
	paths: /^\/20\d\d-\d\d-\d\d\/(functions|event-source-mappings)(\/|$)/,
	admit
};
