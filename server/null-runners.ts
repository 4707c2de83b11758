import { gzipSync } from 'fflate';
import { AwsError } from '#base/errors.ts';
import type { InferenceRunner, ScriptRunner, TrainingRunner } from '#sim/ports.ts';

/** An archive with nothing in it: two empty blocks. */
const EMPTY_ARCHIVE = gzipSync(new Uint8Array(1024));

const NO_TRAINING = "The profile api-only trains nothing; start the server with '--profile real' to train.";
const NO_PROGRAM =
	"The profile api-only runs no programs; start the server with '--profile real --allow-code' to run them.";

/**
 * The profile api-only runs nothing: a job is over as soon as it begins, its model archive is empty, and its log says so.
 */
export function nullTrainingRunner(): TrainingRunner {
	return {
		trainsNothing: NO_TRAINING,
		start(_, onLog) {
			onLog(NO_TRAINING);
			return {
				finished: Promise.resolve({ kind: 'completed', modelArchive: EMPTY_ARCHIVE.slice() }),
				stop: () => {},
				kill: () => {}
			};
		}
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

/** Programs of learners are over as soon as they begin, and leave nothing but the word that they never ran. */
export function nullScriptRunner(): ScriptRunner {
	return {
		start(_, onLog) {
			onLog(NO_PROGRAM);
			return {
				finished: Promise.resolve({ exitCode: 0, exitMessage: NO_PROGRAM, files: [] }),
				stop: () => {},
				kill: () => {}
			};
		},
		serve: (_, onLog) =>
			nullInferenceRunner().start({ image: '', modelArchive: null, environment: {} }, onLog)
	};
}
