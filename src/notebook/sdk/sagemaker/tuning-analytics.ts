import { paginateListTrainingJobsForHyperParameterTuningJob } from '@aws-sdk/client-sagemaker';
import type { Session } from './session.ts';

/** One training job of a tuning job; the tuned hyperparameters stand beside these columns under their own names. */
export interface TuningRow {
	readonly TrainingJobName: string;
	readonly TrainingJobStatus: string;
	/** Null where the objective never came. */
	readonly FinalObjectiveValue: number | null;
	readonly TrainingStartTime: Date | null;
	readonly TrainingEndTime: Date | null;
	readonly TrainingElapsedTimeSeconds: number | null;
	readonly [hyperparameter: string]: unknown;
}

/** What a tuning job has found so far. The Python SDK's `sagemaker.HyperparameterTuningJobAnalytics`. */
export class HyperparameterTuningJobAnalytics {
	readonly name: string;
	readonly #session: Session;

	constructor(name: string, session: Session) {
		this.name = name;
		this.#session = session;
	}

	/** One row for each training job, in the order in which they were started. Numbers are numbers. */
	async dataframe(): Promise<TuningRow[]> {
		const rows: TuningRow[] = [];
		const query = { HyperParameterTuningJobName: this.name, SortBy: 'CreationTime' } as const;
		const config = { client: this.#session.sagemakerClient, pageSize: 100 };
		for await (const page of paginateListTrainingJobsForHyperParameterTuningJob(config, query)) {
			for (const job of page.TrainingJobSummaries ?? []) {
				const { TrainingStartTime: start, TrainingEndTime: end } = job;
				rows.push({
					...numbersOf(job.TunedHyperParameters ?? {}),
					TrainingJobName: job.TrainingJobName ?? '',
					TrainingJobStatus: job.TrainingJobStatus ?? '',
					FinalObjectiveValue: job.FinalHyperParameterTuningJobObjectiveMetric?.Value ?? null,
					TrainingStartTime: start ?? null,
					TrainingEndTime: end ?? null,
					TrainingElapsedTimeSeconds: start && end ? (end.getTime() - start.getTime()) / 1000 : null
				});
			}
		}
		return rows;
	}
}

function numbersOf(texts: Readonly<Record<string, string>>): Record<string, number | string> {
	return Object.fromEntries(
		Object.entries(texts).map(([name, text]) => {
			const value = text.trim() === '' ? NaN : Number(text);
			return [name, Number.isNaN(value) ? text : value];
		})
	);
}
