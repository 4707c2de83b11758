import { getContext, setContext } from 'svelte';
import type { Inspect } from '#notebook/values/questions.ts';

const KEY = Symbol('inspector');

/** Lets the outputs below ask the notebook's kernel about their values. */
export function provideInspector(inspect: Inspect): void {
	setContext(KEY, inspect);
}

/** Asks the kernel of the notebook around; where there is none, as in a preview, every value is gone. */
export function useInspector(): Inspect {
	return getContext<Inspect | undefined>(KEY) ?? (() => Promise.resolve({ kind: 'gone' }));
}
