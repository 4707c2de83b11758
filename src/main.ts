import { mount, unmount } from 'svelte';
import { IndexedDbStorage } from '#engine/indexeddb-storage.ts';
import { RegionClient } from '#engine/region-client.ts';
import { DocumentStore } from '#notebook/document/document-store.ts';
import { RunStore } from '#notebook/document/run-store.ts';
import { KernelSession } from '#notebook/kernel/session.ts';
import { lessonFiles, lessonList, loadLesson } from '#notebook/lesson/catalogue.ts';
import { loadErrorParagraphs } from '#notebook/lesson/error-paragraphs.ts';
import type { Lesson } from '#notebook/lesson/lesson.ts';
import { parseKeptRun } from '#state/kept-run.ts';
import { parseSavedNotebook } from '#state/saved-notebook.ts';
import App from '#ui/App.svelte';
import { openKernelFrame } from '#ui/kernel-frame.ts';
import { fetchLessonFile } from '#ui/lesson-file.ts';
import { fetchModuleSource } from '#ui/module-source.ts';
import { CLOCK_SPEEDS, type AppServices } from '#ui/services.ts';
import AccountElsewhere from '#ui/shell/AccountElsewhere.svelte';
import { startLanguage } from '#ui/text/text.svelte.ts';

/** The composition root: starts the region's worker, joins the floors, mounts the page. */
const region = new RegionClient(
	new Worker(new URL('./engine/region.worker.ts', import.meta.url), { type: 'module', name: 'region' })
);
const storage = IndexedDbStorage.open('sagebrush-documents');
// A browser without storage is told of when a lesson is opened or saved, not as an uncaught rejection here.
storage.catch(() => {});
const documents = async () => new DocumentStore(await storage, parseSavedNotebook);
const runs = async () => new RunStore(await storage, parseKeptRun);

const SPEED_KEY = 'sagebrush-speed';

/** Nobody errs in the first second: the paragraphs come when the page has settled. */
const PARAGRAPHS_AFTER_MS = 1_000;
let paragraphs: ReadonlyMap<string, string> = new Map();
setTimeout(() => void loadErrorParagraphs().then((loaded) => (paragraphs = loaded)), PARAGRAPHS_AFTER_MS);

const services: AppServices = {
	cloud: {
		watch: (onSnapshot, onEvents) => region.watch(onSnapshot, onEvents),
		call: (service, operation, input) => region.call(service, operation, input),
		killTrainingInstance: (jobName) => region.killTrainingInstance(jobName)
	},
	lessons: {
		list: lessonList,
		async open(id) {
			const lesson = await loadLesson(id);
			if (!lesson) return null;
			const [saved, kept] = await Promise.all([(await documents()).load(id), (await runs()).load(keyOf(id))]);
			return { lesson, saved, runs: kept };
		}
	},
	openKernel,
	save: async (lessonId, document) => (await documents()).save(lessonId, document),
	saveRuns: async (lessonId, changes) => (await runs()).save(keyOf(lessonId), changes),
	explain: (code) => paragraphs.get(code) ?? null,
	resetAccount: () => region.reset(),
	clock: { speed: storedSpeed(), choose: chooseSpeed }
};

await startLanguage();
mount(App, { target: document.getElementById('app')!, props: { app: services } });
void openAccount();
if (import.meta.env.PROD) whenLoaded(workOffline);

/** Under which the learner's copy of a lesson is kept, apart from notebooks of their own. */
function keyOf(lessonId: string): string {
	return `lesson:${lessonId}`;
}

function openKernel(lesson: Lesson): KernelSession {
	const files = lessonFiles(lesson.id);
	const session = new KernelSession({
		openFrame: () => openKernelFrame(document.body),
		openWire: () => region.openWire(),
		host: {
			module: async ({ specifier }) => ({ source: await fetchModuleSource(specifier) }),
			file: async ({ name }) => ({ bytes: await fetchLessonFile(files, name) })
		}
	});
	// A start that fails is tried again by the next run, which then tells the learner.
	session.start().catch(() => {});
	return session;
}

/** Opens the account here, or says which tab has it. */
async function openAccount(): Promise<void> {
	region.lost.on((reason) => coverPage(reason, 'Reload this page', () => location.reload()));
	if (await region.open(false, storedSpeed())) return;
	const uncover = coverPage('Sagebrush is running there now.', 'Use it here instead', () => {
		uncover();
		void region.open(true, storedSpeed());
	});
}

/** How fast the region's clock runs: the learner's choice, else a minute in a second. */
function storedSpeed(): number {
	try {
		const stored = Number(localStorage.getItem(SPEED_KEY));
		if (CLOCK_SPEEDS.includes(stored)) return stored;
	} catch {
		// A browser that keeps nothing for us keeps no choice either.
	}
	return CLOCK_SPEEDS[0];
}

function chooseSpeed(speed: number): void {
	localStorage.setItem(SPEED_KEY, String(speed));
	// A clock cannot change its pace under running jobs: the region starts anew with the other one.
	location.reload();
}

function whenLoaded(run: () => void): void {
	if (document.readyState === 'complete') run();
	else addEventListener('load', run, { once: true });
}

function workOffline(): void {
	// A page that cannot get even this has no network, or is of a build that is no more: it goes on as it is.
	import('#ui/offline/begin-offline.ts').then(({ beginOffline }) => beginOffline()).catch(() => {});
}

function coverPage(reason: string, action: string, onAct: () => void): () => void {
	const cover = mount(AccountElsewhere, { target: document.body, props: { reason, action, onAct } });
	return () => void unmount(cover);
}
