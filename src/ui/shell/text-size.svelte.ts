/** How large the page is written, in percent of the browser's own size. */
export const TEXT_SIZES: readonly number[] = [90, 100, 115, 130, 150];

const STORED = 'sagebrush-text-size';
let chosen = $state.raw(readChoice());

/** The learner's choice, one of {@link TEXT_SIZES}. Reactive. */
export function textSize(): number {
	return chosen;
}

/** Writes the page in another size, now and at every visit. */
export function chooseTextSize(percent: number): void {
	chosen = percent;
	show();
	try {
		localStorage.setItem(STORED, String(percent));
	} catch {
		// A browser that keeps nothing for us asks again next time.
	}
}

/** Writes the page in the size that the learner chose at an earlier visit. */
export function startTextSize(): void {
	show();
}

/** Every size of the page is in rem, so the root's is all there is to change. */
function show(): void {
	document.documentElement.style.setProperty('--text-size', `${chosen}%`);
}

function readChoice(): number {
	try {
		const stored = Number(localStorage.getItem(STORED));
		return TEXT_SIZES.includes(stored) ? stored : 100;
	} catch {
		return 100;
	}
}
