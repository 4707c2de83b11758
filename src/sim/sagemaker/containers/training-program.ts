import { gzipSync } from 'fflate';
import { decodeUtf8 } from '#base/bytes.ts';
import { AlgorithmError } from '#base/errors.ts';
import type { Context } from '../../core/context.ts';
import { writeTar } from '../../core/tar.ts';
import type {
	ChannelInput,
	ContainerFile,
	ScriptOutcome,
	ScriptRun,
	ScriptTask,
	TrainingOutcome,
	TrainingRun
} from '../../ports.ts';
import type { TrainingJobRecord } from '../training/training-record.ts';
import { hostsOf, type Host } from './host.ts';
import { needScripts } from './program-image.ts';
import { runOnHosts } from './run-on-hosts.ts';
import type { ScriptSettings } from './script-mode.ts';
import { MODEL_FOLDER, OUTPUT_FOLDER } from './training-files.ts';
import { prepareTraining } from './training-task.ts';

/** How much of a program's own words fits into FailureReason, before its exit code. */
const LONGEST_WORDS = 900;
const LAST_LINES = 5;

/**
 * Trains by a program of the learner's, under the contract of SageMaker's training containers: what is under /opt/ml
 * when it begins, and what its exit code and the files that it leaves mean. On several hosts one that fails fails the
 * job, and what all of them leave makes one archive.
 * @param onLog hears the lines of each host, by its number
 */
export function startTrainingProgram(
	ctx: Context,
	job: TrainingJobRecord,
	channels: readonly ChannelInput[],
	onLog: (host: number, line: string) => void
): TrainingRun {
	let runs: readonly ScriptRun[] = [];
	let wish: 'none' | 'stop' | 'kill' = 'none';
	const work = async (): Promise<TrainingOutcome> => {
		const { taskOf, settings } = await prepareTraining(ctx, job, channels);
		const scripts = needScripts(ctx);
		const start = (host: Host): { run: ScriptRun; finished: Promise<ScriptOutcome> } => {
			const task = taskOf(host);
			const last: string[] = [];
			const run = scripts.start(task, (line) => {
				last.push(line);
				if (last.length > LAST_LINES) last.shift();
				onLog(host.number, line);
			});
			const finished = run.finished.then((outcome) => {
				if (wish === 'none' && outcome.exitCode !== 0) throw failureOf(outcome, task, settings, last);
				return outcome;
			});
			return { run, finished };
		};
		const started = hostsOf(job).map(start);
		runs = started.map(({ run }) => run);
		if (wish === 'kill') for (const run of runs) run.kill();
		else if (wish === 'stop') for (const run of runs) run.stop();
		const outcomes = await runOnHosts(started);
		const model = merged(outcomes, MODEL_FOLDER);
		const data = merged(outcomes, `${OUTPUT_FOLDER}/data`);
		const isStopped = wish !== 'none';
		return {
			kind: isStopped ? 'stopped' : 'completed',
			modelArchive: isStopped && model.length === 0 ? null : packed(model),
			outputArchive: data.length === 0 ? null : packed(data)
		};
	};
	return {
		finished: work(),
		stop: () => {
			if (wish === 'none') wish = 'stop';
			for (const run of runs) run.stop();
		},
		kill: () => {
			wish = 'kill';
			for (const run of runs) run.kill();
		}
	};
}

/** What AWS says of a container that failed: the failure file's words, or what it had left to say. */
function failureOf(
	{ exitCode, files }: ScriptOutcome,
	{ command }: ScriptTask,
	settings: ScriptSettings | null,
	last: readonly string[]
): AlgorithmError {
	const written = files.find(({ path }) => path === `${OUTPUT_FOLDER}/failure`);
	const said = [...last].join('\n').slice(-LONGEST_WORDS / 2);
	const started = ['node', settings?.program, ...command.slice(2)].join(' ').slice(0, LONGEST_WORDS / 4);
	const words = written
		? decodeUtf8(written.bytes).trim()
		: settings
			? `ExecuteUserScriptError:\nExitCode ${exitCode}\nErrorMessage "${said}"\nCommand "${started}"`
			: '';
	return new AlgorithmError('ContainerFailed', `${words.slice(0, LONGEST_WORDS)}, exit code: ${exitCode}`);
}

/**
 * The files of a folder on all hosts, by their paths in it. AWS leaves it to the programs that their names are distinct;
 * of two with one name the first host's is kept here.
 */
function merged(outcomes: readonly ScriptOutcome[], folder: string): ContainerFile[] {
	const once = new Map<string, ContainerFile>();
	for (const { files } of outcomes.toReversed()) {
		for (const { path, bytes } of files) {
			if (!path.startsWith(`${folder}/`)) continue;
			const name = path.slice(folder.length + 1);
			once.set(name, { path: name, bytes });
		}
	}
	return [...once.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function packed(files: readonly ContainerFile[]): Uint8Array {
	return gzipSync(writeTar(files), { mtime: 0 });
}
