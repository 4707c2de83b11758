import {
	SageMaker,
	SageMakerClient,
	waitForEndpointInService,
	waitUntilEndpointInService,
	waitUntilTrainingJobCompletedOrStopped
} from '#notebook/sdk/aws/client-sagemaker.ts';
import { beforeEach, expect, test } from 'vitest';
import { TEST_EPOCH } from '#tests/support/instant-clock.ts';
import { json, scriptedBridge } from '../scripted-bridge.ts';

const region = scriptedBridge();
beforeEach(() => region.reset());
const client = new SageMakerClient();

function endpointIsReadyAfter(seconds: number, final = 'InService'): void {
	region.answer = () =>
		json({
			EndpointName: 'e',
			EndpointStatus: region.now >= TEST_EPOCH + seconds * 1000 ? final : 'Creating'
		});
}

test('a waiter polls every minDelay simulated seconds until the state is reached', async () => {
	endpointIsReadyAfter(100);
	const result = await waitUntilEndpointInService(
		{ client, maxWaitTime: 600, minDelay: 20 },
		{ EndpointName: 'e' }
	);
	expect(result.state).toBe('SUCCESS');
	expect(region.requests).toHaveLength(6);
	expect(region.now).toBe(TEST_EPOCH + 100_000);
});

test('without minDelay it takes AWS’s own', async () => {
	endpointIsReadyAfter(1);
	await waitUntilEndpointInService({ client, maxWaitTime: 600 }, { EndpointName: 'e' });
	expect(region.now).toBe(TEST_EPOCH + 30_000);
});

test('when maxWaitTime has passed on the simulated clock it throws a TimeoutError', async () => {
	endpointIsReadyAfter(1000);
	const failure = waitUntilEndpointInService({ client, maxWaitTime: 70 }, { EndpointName: 'e' });
	await expect(failure).rejects.toMatchObject({ name: 'TimeoutError' });
	expect(region.now).toBe(TEST_EPOCH + 70_000);
});

test('a failed state throws at once and holds the reason', async () => {
	region.answer = () => json({ TrainingJobStatus: 'Failed', FailureReason: 'ClientError: no rows' });
	const failure = waitUntilTrainingJobCompletedOrStopped(
		{ client, maxWaitTime: 600 },
		{ TrainingJobName: 'j' }
	);
	await expect(failure).rejects.toThrow('ClientError: no rows');
	expect(region.requests).toHaveLength(1);
});

test('stopping the cell stops the waiting', async () => {
	endpointIsReadyAfter(1000);
	region.onSleep = () => {
		throw new Error('stopped');
	};
	const failure = waitUntilEndpointInService({ client, maxWaitTime: 600 }, { EndpointName: 'e' });
	await expect(failure).rejects.toThrow('stopped');
});

test('an abort signal ends it', async () => {
	endpointIsReadyAfter(1000);
	const controller = new AbortController();
	region.onSleep = () => controller.abort();
	const failure = waitUntilEndpointInService(
		{ client, maxWaitTime: 600, abortSignal: controller.signal },
		{ EndpointName: 'e' }
	);
	await expect(failure).rejects.toMatchObject({ name: 'AbortError' });
});

test('times that AWS refuses are refused', async () => {
	const wait = (maxWaitTime: number) =>
		waitUntilEndpointInService({ client, maxWaitTime }, { EndpointName: 'e' });
	await expect(wait(0)).rejects.toThrow('maxWaitTime must be greater than 0');
	await expect(wait(10)).rejects.toThrow(
		'maxWaitTime [10] must be greater than WaiterConfiguration.minDelay [30]'
	);
});

test('the old waitFor resolves with a state', async () => {
	endpointIsReadyAfter(1000);
	const result = await waitForEndpointInService({ client, maxWaitTime: 70 }, { EndpointName: 'e' });
	expect(result.state).toBe('TIMEOUT');
});

test('the methods of the aggregated client wait in simulated time too', async () => {
	endpointIsReadyAfter(45);
	await new SageMaker().waitUntilEndpointInService({ EndpointName: 'e' }, 600);
	expect(region.now).toBe(TEST_EPOCH + 60_000);
});
