import {
	CreateFunctionCommand,
	waitUntilFunctionActiveV2,
	type CreateFunctionRequest
} from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import type { AwsClients } from './aws-clients.ts';

/** A role that IAM does not know, and so may be taken on by anybody. */
export const FUNCTION_ROLE = 'arn:aws:iam::123456789012:role/runs-functions';

/** A zip with those files. */
export function zipOf(files: Readonly<Record<string, string>>): Uint8Array {
	return zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));
}

export const HANDLER_ZIP = zipOf({ 'index.py': 'def handler(event, context):\n    return event\n' });

/** What a small function is made of, with changes. */
export function functionInput(
	FunctionName: string,
	changes: Partial<CreateFunctionRequest> = {}
): CreateFunctionRequest {
	return {
		FunctionName,
		Runtime: 'python3.12',
		Handler: 'index.handler',
		Role: FUNCTION_ROLE,
		Code: { ZipFile: HANDLER_ZIP },
		...changes
	};
}

/** Makes a small function and waits until it is active. */
export async function makeFunction(
	{ lambda }: Pick<AwsClients, 'lambda'>,
	FunctionName: string,
	changes: Partial<CreateFunctionRequest> = {}
): Promise<void> {
	await lambda.send(new CreateFunctionCommand(functionInput(FunctionName, changes)));
	const times = { client: lambda, maxWaitTime: 60, minDelay: 0.001, maxDelay: 0.001 };
	await waitUntilFunctionActiveV2(times, { FunctionName });
}
