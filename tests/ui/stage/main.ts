import { mount } from 'svelte';
import App from '#ui/App.svelte';
import type { NotebookSource } from '#state/documents/notebook-source.ts';
import type { AppServices } from '#ui/services.ts';
import { stageCloud } from './stage-cloud.ts';
import { stageKernel } from './stage-kernel.ts';
import { stageLesson } from './stage-lesson.ts';

const scene = new URLSearchParams(location.search).get('scene') ?? 'empty';
const { id, title, summary, minutes } = stageLesson;

const stageSource: NotebookSource = {
	key: `lesson:${id}`,
	lesson: stageLesson,
	copy: null,
	runs: new Map(),
	isTrusted: true,
	from: 'here'
};

const app: AppServices = {
	cloud: stageCloud(scene),
	lessons: {
		list: [{ id, title, summary, minutes }],
		open: (wanted) => Promise.resolve(wanted === id ? stageSource : null)
	},
	notebooks: {
		list: () => Promise.resolve([]),
		open: () => Promise.resolve(null),
		add: () => Promise.resolve('one'),
		rename: () => Promise.resolve(),
		duplicate: () => Promise.resolve(null),
		bin: () => Promise.resolve(),
		erase: () => Promise.resolve()
	},
	usedHere: { on: () => () => {} },
	usedElsewhere: { on: () => () => {} },
	openKernel: () => stageKernel(),
	documents: {
		open: () => Promise.resolve(stageSource),
		save: () => Promise.resolve(),
		saveRuns: () => Promise.resolve(),
		keepVersion: () => Promise.resolve(),
		versions: () => Promise.resolve([]),
		removeVersion: () => Promise.resolve(),
		trust: () => Promise.resolve()
	},
	explain: (code) =>
		code === 'ValidationException'
			? 'AWS checks a request against its own rules **before** it does anything. The message names the *member* and the rule.'
			: null,
	resetAccount: () => Promise.resolve(),
	account: {
		place: () => 'files',
		save: () => Promise.resolve(new Blob()),
		replace: () => Promise.resolve()
	},
	eraseAll: () => Promise.resolve(),
	clock: { speed: 60, choose: () => undefined }
};

mount(App, { target: document.getElementById('app')!, props: { app } });
