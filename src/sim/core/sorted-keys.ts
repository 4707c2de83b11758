/** How many keys a run holds before it is split in two. */
const LONGEST_RUN = 512;

/**
 * Unique keys in the order of their UTF-8 bytes. Finding, adding and removing one costs the same, give or take, for a
 * hundred keys and for a hundred thousand: they lie in runs of a few hundred.
 */
export class SortedKeys {
	/** Never empty, save the only run of an empty list. */
	readonly #runs: string[][];

	constructor(keys: Iterable<string> = []) {
		const sorted = [...keys].sort(compareUtf8);
		this.#runs = [];
		for (let i = 0; i < sorted.length; i += LONGEST_RUN / 2) {
			this.#runs.push(sorted.slice(i, i + LONGEST_RUN / 2));
		}
		if (this.#runs.length === 0) this.#runs.push([]);
	}

	/** Nothing happens where it is there already. */
	add(key: string): void {
		const at = this.#runOf(key);
		const run = this.#runs[at]!;
		const index = firstNotBefore(run.length, (i) => compareUtf8(run[i]!, key));
		if (run[index] === key) return;
		run.splice(index, 0, key);
		if (run.length > LONGEST_RUN) this.#runs.splice(at + 1, 0, run.splice(LONGEST_RUN / 2));
	}

	/** Nothing happens where it is not there. */
	remove(key: string): void {
		const at = this.#runOf(key);
		const run = this.#runs[at]!;
		const index = firstNotBefore(run.length, (i) => compareUtf8(run[i]!, key));
		if (run[index] !== key) return;
		run.splice(index, 1);
		if (run.length === 0 && this.#runs.length > 1) this.#runs.splice(at, 1);
	}

	/** The keys that do not come before `key`, in order. They must not change while they are read. */
	*from(key: string): Generator<string, void> {
		let at = this.#runOf(key);
		let run = this.#runs[at]!;
		let index = firstNotBefore(run.length, (i) => compareUtf8(run[i]!, key));
		for (; at < this.#runs.length; at++, index = 0) {
			run = this.#runs[at]!;
			for (; index < run.length; index++) yield run[index]!;
		}
	}

	/** The keys that come before `key`, or all of them, last first. They must not change while they are read. */
	*downFrom(key: string | null): Generator<string, void> {
		let at = key === null ? this.#runs.length - 1 : this.#runOf(key);
		const last = this.#runs[at]!;
		let index = key === null ? last.length : firstNotBefore(last.length, (i) => compareUtf8(last[i]!, key));
		for (; at >= 0; at--, index = this.#runs[at]?.length ?? 0) {
			while (index > 0) yield this.#runs[at]![--index]!;
		}
	}

	/** The last run that begins at or before `key`. */
	#runOf(key: string): number {
		const after = firstNotBefore(this.#runs.length, (i) => {
			const first = this.#runs[i]![0];
			return first !== undefined && compareUtf8(first, key) <= 0 ? -1 : 1;
		});
		return Math.max(0, after - 1);
	}
}

/** The first of `n` sorted places that does not compare below zero; `n` where all do. */
function firstNotBefore(n: number, compare: (i: number) => number): number {
	let low = 0;
	let high = n;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (compare(middle) < 0) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** UTF-16 units sort surrogates before U+E000…U+FFFF; code points sort as UTF-8 bytes do. */
export function compareUtf8(a: string, b: string): number {
	const n = Math.min(a.length, b.length);
	for (let i = 0; i < n; i++) {
		const difference = rank(a.charCodeAt(i)) - rank(b.charCodeAt(i));
		if (difference !== 0) return difference;
	}
	return a.length - b.length;
}

function rank(unit: number): number {
	return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}
