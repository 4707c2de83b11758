import type { Attachment } from 'svelte/attachments';
import type { RunnerState } from '#state/runs/runner.svelte.ts';

const AIR = 24;

/**
 * Keeps the cell in sight at which a run of all cells is, with the end of its output, until the reader scrolls or types:
 * then the page is the reader's again, up to the next such run. The element is the one that scrolls.
 */
export function followRun(runner: RunnerState): Attachment<HTMLElement> {
	return (element) => {
		let isFollowing = false;
		const leave = (): void => {
			isFollowing = false;
		};
		for (const type of TAKING_OVER) element.addEventListener(type, leave, { passive: true });
		$effect(() => {
			if (runner.isBusy) isFollowing = true;
		});
		$effect(() => {
			const cell = runner.lead;
			if (!cell || !isFollowing) return;
			// Its output grows while it runs.
			void cell.outputs.items;
			const article = document.getElementById(`cell-${cell.id}`);
			if (article) keepInSight(element, article);
		});
		return () => {
			for (const type of TAKING_OVER) element.removeEventListener(type, leave);
		};
	};
}

const TAKING_OVER = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;

/** Scrolls as little as it takes; of what is taller than the window, the end counts. */
function keepInSight(frame: HTMLElement, article: HTMLElement): void {
	const view = frame.getBoundingClientRect();
	const place = article.getBoundingClientRect();
	const below = place.bottom - (view.bottom - AIR);
	const above = view.top + AIR - place.top;
	if (below > 0) frame.scrollBy({ top: below });
	else if (above > 0 && place.height < view.height) frame.scrollBy({ top: -above });
}
