import type {
	InferenceModel,
	InvocationInput,
	InvocationOutput,
	TrainingOutcome,
	TrainingTask
} from '#sim/ports.ts';

/** The log lines written since the last note, or how many further threads were started just now. */
export type TrainingNote = { readonly lines: readonly string[] } | { readonly started: number };

/** What a training instance (a worker of its own) offers: one job, then it is thrown away. */
export type TrainingInstanceContract = {
	/** `hands`: how many further threads it may start. */
	train: {
		params: { readonly task: TrainingTask; readonly hands: number };
		result: TrainingOutcome;
		note: TrainingNote;
	};
	/** SIGTERM: `train` answers `stopped` within a round. */
	stop: { params: null; result: null };
};

/** What an inference instance (a worker of its own) offers. */
export type InferenceInstanceContract = {
	/** Loads the model; answers when /ping would. Notes are log lines, here and below. */
	load: { params: InferenceModel; result: null; note: string };
	invoke: { params: InvocationInput; result: InvocationOutput; note: string };
};
