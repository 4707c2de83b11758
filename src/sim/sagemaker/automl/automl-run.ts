import { AwsError, PlatformError, UserError } from '#base/errors.ts';
import { Rng } from '#base/rng.ts';
import { trainTestSplit } from '#ml/data/split.ts';
import { createSpace } from '#ml/tuning/space.ts';
import { inSlices } from '#ml/sliced.ts';
import { suggestInSlices } from '#ml/tuning/suggest.ts';
import type { Context } from '../../core/context.ts';
import type { LiveSearch } from '../../core/live.ts';
import { defineStates, lasting } from '../../core/states.ts';
import { StopSource } from '../../core/stop-source.ts';
import type { Transaction } from '../../core/table.ts';
import { untilStored } from '../../core/until-stored.ts';
import { bucketAccess } from '../../iam/index.ts';
import { parseS3Uri, putObjectIn } from '../../s3/index.ts';
import { failureReasonOf, stepFailed } from '../failure-reason.ts';
import { readChannels } from '../training/channels.ts';
import { launchTrainingJob } from '../training/launch.ts';
import { stopTrainingJob } from '../training/training-operations.ts';
import { isLive, trainingJobs } from '../training/training-record.ts';
import { candidateInput, folderOf } from './candidate-input.ts';
import {
	autoMLJobs,
	putAutoMLJob,
	type AutoMLRecord,
	type CandidateRecord,
	type Resolved
} from './automl-record.ts';
import { uriOf } from './automl-checks.ts';
import { metricsOf, ruleOf } from './objectives.ts';
import { prepareTable, type PreparedTable } from './prepare-table.ts';
import { filesOfRecipes } from './prepared-files.ts';
import { nextRecipe, RECIPES, recipeOf, type Recipe } from './recipes.ts';

const STATES = defineStates({
	starting: { status: 'Starting', message: '', afterMs: 30_000, next: 'analysing' },
	analysing: { status: 'AnalyzingData', message: '', afterMs: 120_000, next: 'engineering' },
	engineering: { status: 'FeatureEngineering', message: '', afterMs: 60_000, next: 'tuning' },
	tuning: { status: 'ModelTuning', message: '' }
});

/** Training jobs at once. */
const PARALLEL = 2;
const QUOTA_PAUSE_MS = 30_000;
const VALIDATION_SHARE = 0.2;

/** One AutoML job on its way: looks at the data, prepares them, and searches for the best candidate. */
export class AutoMLRun implements LiveSearch {
	readonly #ctx: Context;
	readonly #name: string;
	readonly #createdAt: number;
	readonly #stopping = new StopSource();
	readonly #end = new StopSource();
	readonly #active = new Map<string, Promise<void>>();
	#isOutOfTime = false;

	constructor(ctx: Context, { name, createdAt }: AutoMLRecord) {
		this.#ctx = ctx;
		this.#name = name;
		this.#createdAt = createdAt;
	}

	/** Brings the job to its end. Never rejects: what goes wrong is its FailureReason. */
	async run(): Promise<void> {
		const { live } = this.#ctx;
		const key = `automl/${this.#name}`;
		live.searches.set(key, this);
		try {
			this.#watchRuntime();
			const { signal } = this.#stopping;
			await lasting(STATES.starting, this.#ctx.clock, signal);
			await this.#enter('AnalyzingData');
			const table = await this.#read();
			await lasting(STATES.analysing, this.#ctx.clock, signal);
			await this.#enter('FeatureEngineering');
			const resolved = await this.#prepare(table);
			await lasting(STATES.engineering, this.#ctx.clock, signal);
			await this.#change((record) => ({ ...record, resolved, secondaryStatus: 'ModelTuning' }));
			await this.#search(resolved);
			await this.#close(null);
		} catch (error) {
			if (!live.closing.signal.aborted) await this.#close(error);
		} finally {
			this.#end.abort('The AutoML job is over.');
			if (live.searches.get(key) === this) live.searches.delete(key);
		}
	}

	stop(): void {
		this.#stopping.abort(new PlatformError('JobStopped', 'The AutoML job was stopped.'));
		for (const TrainingJobName of this.#active.keys()) {
			stopTrainingJob(this.#ctx, { TrainingJobName }).catch(() => {});
		}
	}

	#watchRuntime(): void {
		const tabular = this.#record().request.AutoMLProblemTypeConfig.TabularJobConfig!;
		const seconds = tabular.CompletionCriteria?.MaxAutoMLJobRuntimeInSeconds;
		if (!seconds) return;
		this.#ctx.clock.sleep(seconds * 1000, this.#end.signal).then(
			() => {
				this.#isOutOfTime = true;
				this.stop();
			},
			() => {}
		);
	}

	async #read(): Promise<PreparedTable> {
		const release = this.#ctx.clock.hold();
		try {
			const { request } = this.#record();
			const { TargetAttributeName = '', ProblemType } = request.AutoMLProblemTypeConfig.TabularJobConfig!;
			const [channel] = request.AutoMLJobInputDataConfig;
			const S3DataSource = { S3DataType: 'S3Prefix' as const, S3Uri: uriOf(channel!) };
			const inputs = [{ ChannelName: 'training', DataSource: { S3DataSource } }];
			const [input] = await readChannels(this.#ctx, inputs, 'File', bucketAccess(this.#ctx, request.RoleArn));
			const { files } = input!;
			if (files.length > 1) {
				throw new UserError('BadTable', `The training data are ${files.length} files; one is simulated.`, {
					hint: 'Point S3Uri to the one file.'
				});
			}
			return prepareTable(files[0]!.bytes, TargetAttributeName, ProblemType);
		} finally {
			release();
		}
	}

	/** Splits the table and stores both parts as the candidates read them. */
	async #prepare(table: PreparedTable): Promise<Resolved> {
		const { request, seed } = this.#record();
		const share = request.DataSplitConfig?.ValidationFraction ?? VALIDATION_SHARE;
		const { train, test } = trainTestSplit(table.rows, { testSize: share, rng: new Rng(seed) });
		const folder = `${folderOf(request.OutputDataConfig.S3OutputPath ?? '')}/${this.#name}/preprocessed-data`;
		const { files, prepared } = filesOfRecipes(
			this.#recipesFor(table),
			table.columns,
			{ train, test },
			folder
		);
		const access = bucketAccess(this.#ctx, request.RoleArn);
		await this.#ctx.store.transact((tx) => {
			try {
				for (const { uri, bytes, contentType } of files) {
					const place = parseS3Uri(uri)!;
					access.needWrite(place.bucket, place.key);
					putObjectIn(tx, this.#ctx, { ...place, bytes, contentType });
				}
			} catch (error) {
				throw stepFailed('The prepared data could not be stored', error);
			}
		});
		const metric = request.AutoMLJobObjective?.MetricName ?? metricsOf(table.problemType)[0]!;
		const { problemType, classes } = table;
		return { problemType, classes, metric, prepared, trainRows: train.length };
	}

	/** The recipes that suit the problem, of the algorithms that were asked for. */
	#recipesFor({ problemType, classes }: Pick<Resolved, 'problemType' | 'classes'>): readonly Recipe[] {
		const { CandidateGenerationConfig } = this.#record().request.AutoMLProblemTypeConfig.TabularJobConfig!;
		const asked = CandidateGenerationConfig?.AlgorithmsConfig?.flatMap((each) => each.AutoMLAlgorithms ?? []);
		const wanted = RECIPES.filter(({ algorithm }) => !asked?.length || asked.includes(algorithm));
		// Linear Learner has its multi-class form from three classes on.
		const isSmall = problemType === 'MulticlassClassification' && classes < 3;
		const suited = wanted.filter(({ algorithm }) => !isSmall || algorithm === 'xgboost');
		if (suited.length > 0) return suited;
		throw new UserError(
			'BadTable',
			`The target has ${classes} classes; Linear Learner needs three of them.`,
			{
				hint: 'Give the ProblemType BinaryClassification.'
			}
		);
	}

	async #search(resolved: Resolved): Promise<void> {
		for (;;) {
			let hasRoom = true;
			while (hasRoom && this.#wantsMore()) hasRoom = await this.#launch(resolved);
			if (this.#active.size > 0) await Promise.race(this.#active.values());
			else if (!hasRoom) await this.#ctx.clock.sleep(QUOTA_PAUSE_MS, this.#stopping.signal).catch(() => {});
			else return;
		}
	}

	#wantsMore(): boolean {
		const { limit, candidates } = this.#record();
		return !this.#stopping.signal.aborted && candidates.length < limit && this.#active.size < PARALLEL;
	}

	/** False where the account has no instance free. */
	async #launch(resolved: Resolved): Promise<boolean> {
		const record = this.#record();
		const rule = ruleOf(resolved.problemType, resolved.metric)!;
		const recipes = this.#recipesFor(resolved).filter(({ name }) => resolved.prepared[name]);
		const recipe = nextRecipe(recipes, record.candidates, resolved);
		const own = record.candidates.filter((each) => recipeOf(each) === recipe);
		const trials = own.map(({ point, value, endedAt }) => {
			if (value !== null) return { point, loss: rule.type === 'Maximize' ? -value : value };
			return { point, loss: endedAt === null ? undefined : null };
		});
		const release = this.#ctx.clock.hold();
		const search = suggestInSlices('Bayesian', createSpace(recipe.parameters), record.seed, trials);
		const point = await inSlices(search, this.#ctx.breathe).finally(release);
		const number = String(record.candidates.length + 1).padStart(3, '0');
		const jobName = `${this.#name}-${number}-${this.#ctx.rng.hex(8)}`;
		try {
			const { ended } = await launchTrainingJob(
				this.#ctx,
				candidateInput(this.#ctx, record, resolved, recipe, jobName, point),
				{ parent: { autoMLJob: this.#name }, also: (tx) => this.#add(tx, jobName, recipe, point) }
			);
			this.#active.set(jobName, this.#follow(jobName, ended, resolved, recipe));
			return true;
		} catch (error) {
			if (error instanceof AwsError && error.code === 'ResourceLimitExceeded') return false;
			throw error;
		}
	}

	#add(tx: Transaction, jobName: string, recipe: Recipe, point: CandidateRecord['point']): void {
		const record = this.#record(tx);
		const added: CandidateRecord = {
			jobName,
			recipe: recipe.name,
			point,
			createdAt: tx.now,
			endedAt: null,
			status: 'InProgress',
			failureReason: null,
			modelArtifacts: null,
			value: null
		};
		putAutoMLJob(tx, { ...record, candidates: [...record.candidates, added] });
	}

	async #follow(
		jobName: string,
		ended: Promise<void>,
		resolved: Resolved,
		{ algorithm }: Recipe
	): Promise<void> {
		await ended;
		const { measuredBy, valueOf } = ruleOf(resolved.problemType, resolved.metric)![algorithm];
		await untilStored(this.#ctx, (tx) => {
			const record = tx.get(autoMLJobs, this.#name);
			const job = tx.get(trainingJobs, jobName);
			if (record?.createdAt !== this.#createdAt || (job && isLive(job))) return;
			const measured = job?.finalMetrics.find(({ name }) => name === measuredBy)?.value;
			const result = {
				endedAt: job?.endedAt ?? tx.now,
				status: job?.status ?? ('Failed' as const),
				failureReason: job?.failureReason ?? null,
				modelArtifacts: job?.modelArtifacts ?? null,
				value: measured === undefined || job?.modelArtifacts === null ? null : valueOf(measured)
			};
			const candidates = record.candidates.map((each) =>
				each.jobName === jobName ? { ...each, ...result } : each
			);
			putAutoMLJob(tx, { ...record, candidates });
		}).finally(() => this.#active.delete(jobName));
	}

	/** This job's record, and not that of a later one of its name. */
	#record(from: Pick<Transaction, 'get'> = this.#ctx.store): AutoMLRecord {
		const record = from.get(autoMLJobs, this.#name);
		if (record?.createdAt === this.#createdAt) return record;
		throw new PlatformError('JobLost', `The AutoML job '${this.#name}' is no longer there.`);
	}

	#enter(secondaryStatus: AutoMLRecord['secondaryStatus']): Promise<void> {
		return this.#change((record) => ({ ...record, secondaryStatus }));
	}

	#change(change: (record: AutoMLRecord) => AutoMLRecord): Promise<void> {
		return this.#ctx.store.transact((tx) => putAutoMLJob(tx, change(this.#record(tx))));
	}

	async #close(error: unknown): Promise<void> {
		await untilStored(this.#ctx, (tx) => {
			const record = tx.get(autoMLJobs, this.#name);
			if (record?.createdAt !== this.#createdAt) return;
			const hasModel = record.candidates.some(({ value }) => value !== null);
			const end = { ...record, endedAt: tx.now };
			if (hasModel) {
				const secondaryStatus = this.#isOutOfTime ? 'MaxAutoMLJobRuntimeReached' : 'MaxCandidatesReached';
				putAutoMLJob(tx, { ...end, status: 'Completed', secondaryStatus });
				return;
			}
			const why = record.candidates.find(({ failureReason }) => failureReason)?.failureReason;
			const nothing = this.#ctx.training.trainsNothing?.replace(/\.$/, '');
			const none = this.#isOutOfTime ? 'its time ran out' : (why ?? nothing ?? 'none was trained');
			const failureReason =
				error === null || this.#isOutOfTime
					? `ClientError: The AutoML job found no candidate: ${none}.`.slice(0, 1024)
					: failureReasonOf(error);
			putAutoMLJob(tx, { ...end, status: 'Failed', secondaryStatus: 'Failed', failureReason });
		});
	}
}
