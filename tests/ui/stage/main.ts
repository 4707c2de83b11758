import { mount } from 'svelte';
import App from '#ui/App.svelte';
import type { AppServices } from '#ui/services.ts';
import { stageCloud } from './stage-cloud.ts';
import { stageKernel } from './stage-kernel.ts';
import { stageLesson } from './stage-lesson.ts';

const scene = new URLSearchParams(location.search).get('scene') ?? 'empty';
const { id, title, summary, minutes } = stageLesson;

const app: AppServices = {
	cloud: stageCloud(scene),
	lessons: {
		list: [{ id, title, summary, minutes }],
		open: (wanted) =>
			Promise.resolve(wanted === id ? { lesson: stageLesson, saved: null, runs: new Map() } : null)
	},
	openKernel: () => stageKernel(),
	saveRuns: () => Promise.resolve(),
	save: () => Promise.resolve(),
	explain: (code) =>
		code === 'ValidationException'
			? 'AWS checks a request against its own rules **before** it does anything. The message names the *member* and the rule.'
			: null,
	resetAccount: () => Promise.resolve(),
	clock: { speed: 60, choose: () => undefined }
};

mount(App, { target: document.getElementById('app')!, props: { app } });
