import type {
	InferenceModel,
	InvocationInput,
	InvocationOutput,
	TrainingOutcome,
	TrainingTask
} from '#sim/ports.ts';

/** What a training instance (a worker of its own) offers: one job, then it is thrown away. */
export type TrainingInstanceContract = {
	/** Notes are the log lines written since the last note. */
	train: { params: TrainingTask; result: TrainingOutcome; note: readonly string[] };
	/** SIGTERM: `train` answers `stopped` within a round. */
	stop: { params: null; result: null };
};

/** What an inference instance (a worker of its own) offers. */
export type InferenceInstanceContract = {
	/** Loads the model; answers when /ping would. Notes are log lines, here and below. */
	load: { params: InferenceModel; result: null; note: string };
	invoke: { params: InvocationInput; result: InvocationOutput; note: string };
};
