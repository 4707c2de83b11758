import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '#base/errors.ts';
import { Rng } from '#base/rng.ts';
import { inlineInferenceRunner, inlineTrainingRunner } from '#engine/inline.ts';
import { provideBridge, type Bridge } from '#notebook/kernel/bridge.ts';
import { createRuntime, type Runtime } from '#notebook/kernel/runtime.ts';
import type { CodeCell, Lesson } from '#notebook/lesson/lesson.ts';
import { parseLesson } from '#notebook/lesson/parse.ts';
import type { CellError, Output } from '#notebook/outputs.ts';
import { CELL_MODULES } from '#notebook/sdk/modules.ts';
import { memoryStorage } from '#sim/core/memory-storage.ts';
import { createRegion, type Region } from '#sim/region.ts';
import { instantClock } from './instant-clock.ts';
import { inlineScripts } from './program-runner.ts';

/** What one cell, or the check of one exercise, did. */
export interface CellOutcome {
	readonly cellId: string;
	readonly status: 'ok' | 'error' | 'interrupted';
	/** What it showed, as plain text, in order. */
	readonly text: string;
	readonly error: CellError | null;
}

export interface LessonOutcome {
	readonly cells: readonly CellOutcome[];
	/** By id of the exercise. */
	readonly checks: readonly CellOutcome[];
	readonly region: Region;
}

/** The lesson in that folder of lessons/. */
export function readLesson(id: string): Lesson {
	return parseLesson(id, readFileSync(`lessons/${id}/index.md`, 'utf8')).lesson;
}

/**
 * Runs a lesson from its first cell to its last in this realm, on an empty account of its own, with the instant clock.
 * Goes on after an error, so that all errors are seen.
 *
 * @param variant which source an exercise's cell has: the author's solution, or the starter as the learner finds it
 */
export async function runLesson(lesson: Lesson, variant: 'solution' | 'starter'): Promise<LessonOutcome> {
	for await (const outcome of lessonRuns(lesson, variant, 1)) return outcome;
	throw new Error('The lesson did not run.');
}

/** Runs a lesson again and again, in the same kernel and account, and gives the outcome of each run before the next. */
export async function* lessonRuns(
	lesson: Lesson,
	variant: 'solution' | 'starter',
	times: number
): AsyncGenerator<LessonOutcome> {
	const region = await createRegion({
		clock: instantClock(),
		rng: new Rng(1),
		storage: memoryStorage(),
		unknownRoles: 'refused',
		training: inlineTrainingRunner(),
		inference: inlineInferenceRunner(),
		scripts: inlineScripts()
	});
	const kernel = openKernel(lesson, region);
	try {
		for (let n = 0; n < times; n++) yield { ...(await runOnce(lesson, variant, kernel)), region };
	} finally {
		kernel.dispose();
		region.close();
	}
}

async function runOnce(
	lesson: Lesson,
	variant: 'solution' | 'starter',
	kernel: ReturnType<typeof openKernel>
): Promise<Omit<LessonOutcome, 'region'>> {
	const cells: CellOutcome[] = [];
	const checks: CellOutcome[] = [];
	for (const cell of lesson.cells) {
		if (cell.kind === 'markdown') continue;
		cells.push(await kernel.run(cell.id, sourceOf(cell, variant)));
		if (cell.exercise) checks.push(await kernel.run(cell.id, cell.exercise.check));
	}
	return { cells, checks };
}

function sourceOf(cell: CodeCell, variant: 'solution' | 'starter'): string {
	return variant === 'solution' && cell.exercise ? cell.exercise.solution : cell.source;
}

let current: Bridge | null = null;

/** A kernel's bridge cannot be replaced, so one stands for those of all lessons that run here. */
function forward(): Bridge {
	const now = (): Bridge => current!;
	return {
		request: (request) => now().request(request),
		clock: () => now().clock(),
		sleep: (ms) => now().sleep(ms),
		file: (name) => now().file(name),
		emit: (output) => now().emit(output),
		display: (value, id) => now().display(value, id)
	};
}

function openKernel(lesson: Lesson, region: Region) {
	let outputs: Output[] = [];
	let runs = 0;
	const runtime: Runtime = createRuntime({
		scope: globalThis,
		now: () => performance.now(),
		importModule,
		request: (request) => region.handle(request),
		clock: () => Promise.resolve({ now: region.clock.now(), speed: region.clock.speed }),
		file: (name) => readLessonFile(lesson, name),
		send: (sent) => void outputs.push(...sent)
	});
	if (!current) provideBridge(forward());
	// The kernel sleeps in real time; here time is the region's.
	current = { ...runtime.bridge, sleep: (ms) => region.clock.sleep(ms) };
	return {
		async run(cellId: string, source: string): Promise<CellOutcome> {
			outputs = [];
			const { status } = await runtime.run({ cellId, run: ++runs, source, width: 640, dark: false });
			const failed = outputs.find((output) => output.type === 'error');
			return { cellId, status, text: outputs.map(textOf).join(''), error: failed?.error ?? null };
		},
		dispose: () => runtime.dispose()
	};
}

async function importModule(specifier: string): Promise<object> {
	const file = Object.hasOwn(CELL_MODULES, specifier) ? CELL_MODULES[specifier] : undefined;
	if (!file) throw new UserError('UnknownModule', `'${specifier}' cannot be imported here.`);
	return (await import(/* @vite-ignore */ resolve(file))) as object;
}

async function readLessonFile(lesson: Lesson, name: string): Promise<Uint8Array> {
	if (!lesson.data.includes(name)) throw new UserError('UnknownFile', `This lesson has no file '${name}'.`);
	return Uint8Array.from(readFileSync(`lessons/${lesson.id}/${name}`));
}

function textOf(output: Output): string {
	switch (output.type) {
		case 'stream':
			return output.text;
		case 'display':
		case 'result':
			return `${String(output.data['text/plain'])}\n`;
		case 'error':
			return `${output.error.code}: ${output.error.message}\n`;
	}
}
