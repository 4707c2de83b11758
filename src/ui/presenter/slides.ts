/** What a slide show needs of a cell. */
export interface SlideCell {
	readonly kind: 'markdown' | 'code';
	readonly source: string;
}

/** Something on a slide, in the order of the notebook. Steps are counted over the whole slide, from 0. */
export type SlidePart<C extends SlideCell> =
	| {
			readonly kind: 'text';
			readonly cell: C;
			readonly blocks: readonly Element[];
			/** Each is revealed by a step of its own: a block, or an item of a list. */
			readonly reveals: readonly Element[];
			readonly firstStep: number;
	  }
	| { readonly kind: 'code'; readonly cell: C; readonly firstStep: number };

/** One slide of a show. */
export interface Slide<C extends SlideCell> {
	/** Text of its heading. */
	readonly title: string;
	readonly parts: readonly SlidePart<C>[];
	/** How many steps it has, at least one: the first shows what stands at its top. */
	readonly steps: number;
}

/** Where a show stands. */
export interface SlidePlace {
	readonly slide: number;
	readonly step: number;
}

/**
 * A notebook as slides: every heading of the first or second level begins one, wherever in a cell it stands, and code
 * belongs to the slide above. What comes before the first heading has a slide of its own with the notebook's title.
 * @param render Markdown as DOM; its top elements are moved into the slides
 */
export function slidesOf<C extends SlideCell>(
	title: string,
	cells: readonly C[],
	render: (markdown: string) => ParentNode
): readonly Slide<C>[] {
	const slides = [new Draft<C>(title)];
	for (const cell of cells) {
		if (cell.kind === 'code') {
			slides.at(-1)!.addCode(cell);
			continue;
		}
		for (const block of [...render(cell.source).children]) {
			if (/^H[12]$/.test(block.tagName)) slides.push(new Draft<C>(block.textContent?.trim() ?? ''));
			slides.at(-1)!.addBlock(cell, block);
		}
	}
	// The first slide bears the notebook's title in any case, unless the notebook itself begins with a heading.
	return slides
		.filter((slide, i) => i > 0 || !slide.isEmpty || slides.length === 1)
		.map((one) => one.finish());
}

/** The place one step on, or back; at either end of the show it stays. Going back shows a slide whole. */
export function stepFrom(
	slides: readonly Pick<Slide<SlideCell>, 'steps'>[],
	{ slide, step }: SlidePlace,
	by: 1 | -1
): SlidePlace {
	const steps = slides[slide]?.steps ?? 1;
	if (step + by >= 0 && step + by < steps) return { slide, step: step + by };
	const next = slides[slide + by];
	if (!next) return { slide, step };
	return { slide: slide + by, step: by > 0 ? 0 : next.steps - 1 };
}

/** A slide as it is being put together. */
class Draft<C extends SlideCell> {
	readonly #title: string;
	readonly #parts: SlidePart<C>[] = [];
	#blocks: { cell: C; blocks: Element[]; reveals: Element[]; firstStep: number } | null = null;
	#steps = 0;

	constructor(title: string) {
		this.#title = title;
	}

	get isEmpty(): boolean {
		return this.#parts.length === 0;
	}

	addCode(cell: C): void {
		this.#blocks = null;
		this.#parts.push({ kind: 'code', cell, firstStep: this.#steps });
		this.#steps++;
	}

	addBlock(cell: C, block: Element): void {
		if (this.#blocks?.cell !== cell) {
			this.#blocks = { cell, blocks: [], reveals: [], firstStep: this.#steps };
			this.#parts.push({ kind: 'text', ...this.#blocks });
		}
		const reveals = /^[UO]L$/.test(block.tagName) ? [...block.children] : [block];
		this.#blocks.blocks.push(block);
		this.#blocks.reveals.push(...reveals);
		this.#steps += reveals.length;
	}

	finish(): Slide<C> {
		return { title: this.#title, parts: this.#parts, steps: Math.max(1, this.#steps) };
	}
}
