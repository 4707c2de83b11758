import { mount, unmount } from 'svelte';
import { Emitter } from '#base/emitter.ts';
import type { SagebrushError } from '#base/errors.ts';
import { IndexedDbStorage } from '#engine/indexeddb-storage.ts';
import { LateWorker } from '#engine/late-worker.ts';
import { RegionClient } from '#engine/region-client.ts';
import type { AccountPlace } from '#engine/region-contract.ts';
import type { KernelFrame } from '#notebook/kernel/kernel-frame.ts';
import { KernelSession } from '#notebook/kernel/session.ts';
import { fetchLesson, lessonFiles, lessonList, loadLesson } from '#notebook/lesson/catalogue.ts';
import { loadErrorParagraphs, paragraphOf } from '#notebook/lesson/error-paragraphs.ts';
import type { Lesson } from '#notebook/lesson/lesson.ts';
import { NotebookLibrary } from '#state/documents/notebook-library.ts';
import { parseRoute } from '#state/route.ts';
import App from '#ui/App.svelte';
import { openKernelFrame, openKernelFrameEarly } from '#ui/kernel-frame.ts';
import { fetchLessonFile } from '#ui/lesson-file.ts';
import { fetchModuleSource } from '#ui/module-source.ts';
import { CLOCK_SPEEDS, type AppServices } from '#ui/services.ts';
import AccountElsewhere from '#ui/shell/AccountElsewhere.svelte';
import { eraseAll } from '#ui/shell/erase-all.ts';
import { startTextSize } from '#ui/shell/text-size.svelte.ts';
import { startLanguage, t } from '#ui/text/text.svelte.ts';

/** The composition root: starts the region's worker, joins the floors, mounts the page. */
const openFrame = prepareNotebook();
/** A notebook is there sooner when the region, which nobody has asked yet, does not build itself beside it. */
const REGION_AFTER_MS = 800;
const regionWorker = new LateWorker(startRegion, location.hash.length > 2 ? REGION_AFTER_MS : 0);
const region = new RegionClient(regionWorker, async (port, stop) => {
	const { runProgramFrame } = await import('#ui/program-frame.ts');
	return runProgramFrame(document.body, port, stop);
});
const library = openLibrary();
// A browser without storage is told of when a notebook is opened or saved, not as an uncaught rejection here.
library.catch(() => {});

const usedHere = new Emitter<void>();
const usedElsewhere = new Emitter<void>();
const SPEED_KEY = 'sagebrush-speed';
let hasAskedToPersist = false;
let accountPlace: AccountPlace | null = null;

/** Nobody errs in the first second: the paragraphs come when the page has settled. */
const PARAGRAPHS_AFTER_MS = 1_000;
let paragraphs: ReadonlyMap<string, string> = new Map();
setTimeout(() => void loadErrorParagraphs().then((loaded) => (paragraphs = loaded)), PARAGRAPHS_AFTER_MS);

const services: AppServices = {
	cloud: {
		watch: (onSnapshot, onEvents) => region.watch(onSnapshot, onEvents),
		watchPaths: (onPaths) => region.watchPaths(onPaths),
		call: (service, operation, input) => region.call(service, operation, input),
		changeSettings: (settings) => region.changeSettings(settings),
		killTrainingInstance: (jobName) => region.killTrainingInstance(jobName)
	},
	lessons: {
		list: lessonList,
		open: async (id) => (await library).openLesson(id)
	},
	notebooks: {
		list: async () => (await library).list(),
		open: async (id) => (await library).openOwn(id),
		add: async (document, source) => (await library).add(document, source),
		rename: async (id, title) => (await library).rename(id, title),
		duplicate: async (id, title) => (await library).duplicate(id, title),
		bin: async (id, isBinned) => (await library).bin(id, isBinned),
		erase: async (id) => (await library).erase(id)
	},
	usedHere,
	usedElsewhere,
	openKernel,
	documents: {
		open: async (key) => (await library).open(key),
		save: async (key, copy) => {
			await (await library).save(key, copy);
			askToPersist();
		},
		saveRuns: async (key, changes) => (await library).saveRuns(key, changes),
		keepVersion: async (key, copy, kind, name) => (await library).keepVersion(key, copy, kind, name),
		versions: async (key) => (await library).versions(key),
		removeVersion: async (key, id) => (await library).removeVersion(key, id),
		trust: async (key, copy) => (await library).trust(key, copy)
	},
	explain: (code) => paragraphOf(paragraphs, code),
	resetAccount: () => region.reset(),
	account: {
		place: () => accountPlace,
		save: (onProgress) => region.exportAccount(onProgress),
		async replace(zip, onProgress) {
			await region.importAccount(zip, onProgress);
			location.reload();
		}
	},
	eraseAll: eraseEverything,
	clock: { speed: storedSpeed(), choose: chooseSpeed }
};

startTextSize();
await startLanguage();
mount(App, { target: document.getElementById('app')!, props: { app: services } });
void openAccount();
if (import.meta.env.PROD) whenLoaded(workOffline);

function startRegion(): Worker {
	return new Worker(new URL('./engine/region.worker.ts', import.meta.url), {
		type: 'module',
		name: 'region'
	});
}

/** A page that opens with a notebook fetches what that needs while it builds itself. */
function prepareNotebook(): () => Promise<KernelFrame> {
	const route = parseRoute(location.hash);
	if (route.page === 'home' || route.page === 'unknown') return () => openKernelFrame(document.body);
	import('#ui/outputs/rich-text.ts').catch(() => {});
	if (route.page === 'lesson') fetchLesson(route.id);
	return openKernelFrameEarly(document.body);
}

/** Asked once there is something to lose: the browser may ask the learner in turn. */
function askToPersist(): void {
	if (hasAskedToPersist) return;
	hasAskedToPersist = true;
	navigator.storage?.persist?.().catch(() => {});
}

/** The region and its jobs end first, so that nothing is written anew behind the erasing. */
async function eraseEverything(): Promise<void> {
	regionWorker.terminate();
	await eraseAll();
	location.replace(location.pathname);
}

async function openLibrary(): Promise<NotebookLibrary> {
	const storage = await IndexedDbStorage.open('sagebrush-documents', 'strict');
	return new NotebookLibrary({
		storage,
		loadLesson,
		now: () => Date.now(),
		newId: () => crypto.randomUUID()
	});
}

function openKernel(lesson: Lesson | null): KernelSession {
	const files: ReadonlyMap<string, string> = lesson ? lessonFiles(lesson.id) : new Map();
	const session = new KernelSession({
		openFrame,
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
	region.lost.on((reason) => {
		usedElsewhere.emit();
		coverPage(reason, t('shell.reloadPage'), () => location.reload());
	});
	if (await openHere(false)) return;
	const uncover = coverPage(t('shell.runsThere'), t('shell.useHere'), () => {
		uncover();
		usedHere.emit();
		void openHere(true);
	});
}

/** False where another tab has it. An account that cannot be opened covers the page with the reason. */
async function openHere(takeOver: boolean): Promise<boolean> {
	try {
		accountPlace = await region.open(takeOver, storedSpeed());
		return accountPlace !== null;
	} catch (error) {
		const { message, hint = '' } = error as SagebrushError;
		coverPage(
			`${message} ${hint}`.trim(),
			t('shell.reloadPage'),
			() => location.reload(),
			t('shell.notOpened')
		);
		return true;
	}
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

/** @param title what is the matter, where it is not another tab */
function coverPage(reason: string, action: string, onAct: () => void, title?: string): () => void {
	const props = { reason, action, onAct, ...(title === undefined ? {} : { title }) };
	const cover = mount(AccountElsewhere, { target: document.body, props });
	return () => void unmount(cover);
}
