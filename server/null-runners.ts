import { AwsError } from '#base/errors.ts';
import type { InferenceRunner, TrainingRunner } from '#sim/ports.ts';

/** The profile api-only runs nothing: a job is over as soon as it begins, and leaves no model behind. */
export function nullTrainingRunner(): TrainingRunner {
	return {
		start: () => ({
			finished: Promise.resolve({ kind: 'completed', modelArchive: null }),
			stop: () => {},
			kill: () => {}
		})
	};
}

/** Endpoints come into service; a call is refused by name, since no model is there to answer it. */
export function nullInferenceRunner(): InferenceRunner {
	return {
		start: async () => ({
			invoke: () =>
				Promise.reject(
					new AwsError(
						'NotSimulated',
						"The profile api-only runs no models; start the server with '--profile real' to invoke endpoints.",
						501
					)
				),
			close: () => {}
		})
	};
}
