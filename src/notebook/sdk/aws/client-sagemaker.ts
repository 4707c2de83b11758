/**
 * What a cell gets for '@aws-sdk/client-sagemaker': everything of the official package, with its clients wired to the
 * simulated region and its waiters to simulated time.
 */
import * as official from '@aws-sdk/client-sagemaker';
import { HINTS_PLACE, addHints } from './hints.ts';
import { simulated } from './preset.ts';
import { provideWaiterMethods, waitFor, waitUntil } from './waiters.ts';

// The one place where `export *` is right: this module stands in for the official one, name by name.
export * from '@aws-sdk/client-sagemaker';
export { SageMakerClient } from './sagemaker.ts';

/** The official SageMaker, the client with a method per operation, wired to the simulated region. */
export class SageMaker extends official.SageMaker {
	constructor(config?: official.SageMakerClientConfig) {
		super(simulated('sagemaker', config));
		this.middlewareStack.add(addHints, HINTS_PLACE);
	}
}

export const waitUntilEndpointDeleted = waitUntil(official.waitUntilEndpointDeleted, 30);
export const waitUntilEndpointInService = waitUntil(official.waitUntilEndpointInService, 30);
export const waitUntilImageCreated = waitUntil(official.waitUntilImageCreated, 60);
export const waitUntilImageDeleted = waitUntil(official.waitUntilImageDeleted, 60);
export const waitUntilImageUpdated = waitUntil(official.waitUntilImageUpdated, 60);
export const waitUntilImageVersionCreated = waitUntil(official.waitUntilImageVersionCreated, 60);
export const waitUntilImageVersionDeleted = waitUntil(official.waitUntilImageVersionDeleted, 60);
export const waitUntilNotebookInstanceDeleted = waitUntil(official.waitUntilNotebookInstanceDeleted, 30);
export const waitUntilNotebookInstanceInService = waitUntil(official.waitUntilNotebookInstanceInService, 30);
export const waitUntilNotebookInstanceStopped = waitUntil(official.waitUntilNotebookInstanceStopped, 30);
export const waitUntilProcessingJobCompletedOrStopped = waitUntil(
	official.waitUntilProcessingJobCompletedOrStopped,
	60
);
export const waitUntilTrainingJobCompletedOrStopped = waitUntil(
	official.waitUntilTrainingJobCompletedOrStopped,
	120
);
export const waitUntilTransformJobCompletedOrStopped = waitUntil(
	official.waitUntilTransformJobCompletedOrStopped,
	60
);

export const waitForEndpointDeleted = waitFor(official.waitForEndpointDeleted, 30);
export const waitForEndpointInService = waitFor(official.waitForEndpointInService, 30);
export const waitForImageCreated = waitFor(official.waitForImageCreated, 60);
export const waitForImageDeleted = waitFor(official.waitForImageDeleted, 60);
export const waitForImageUpdated = waitFor(official.waitForImageUpdated, 60);
export const waitForImageVersionCreated = waitFor(official.waitForImageVersionCreated, 60);
export const waitForImageVersionDeleted = waitFor(official.waitForImageVersionDeleted, 60);
export const waitForNotebookInstanceDeleted = waitFor(official.waitForNotebookInstanceDeleted, 30);
export const waitForNotebookInstanceInService = waitFor(official.waitForNotebookInstanceInService, 30);
export const waitForNotebookInstanceStopped = waitFor(official.waitForNotebookInstanceStopped, 30);
export const waitForProcessingJobCompletedOrStopped = waitFor(
	official.waitForProcessingJobCompletedOrStopped,
	60
);
export const waitForTrainingJobCompletedOrStopped = waitFor(
	official.waitForTrainingJobCompletedOrStopped,
	120
);
export const waitForTransformJobCompletedOrStopped = waitFor(
	official.waitForTransformJobCompletedOrStopped,
	60
);

provideWaiterMethods(SageMaker.prototype, {
	waitUntilEndpointDeleted,
	waitUntilEndpointInService,
	waitUntilImageCreated,
	waitUntilImageDeleted,
	waitUntilImageUpdated,
	waitUntilImageVersionCreated,
	waitUntilImageVersionDeleted,
	waitUntilNotebookInstanceDeleted,
	waitUntilNotebookInstanceInService,
	waitUntilNotebookInstanceStopped,
	waitUntilProcessingJobCompletedOrStopped,
	waitUntilTrainingJobCompletedOrStopped,
	waitUntilTransformJobCompletedOrStopped
});
