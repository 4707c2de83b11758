/** The k nearest candidates that were offered; of equal ones those with the smallest numbers. */
export class NearestHeap {
	readonly #k: number;
	/** A heap with the farthest on top. */
	readonly #distances: Float64Array;
	readonly #ids: Uint32Array;
	#size = 0;

	constructor(k: number) {
		this.#k = k;
		this.#distances = new Float64Array(k);
		this.#ids = new Uint32Array(k);
	}

	/** How far a candidate may be and still be wanted; of equally far ones some are not. */
	get bound(): number {
		return this.#size < this.#k ? Infinity : this.#distances[0]!;
	}

	offer(distance: number, id: number): void {
		if (this.#size < this.#k) {
			this.#rise(this.#size++, distance, id);
			return;
		}
		if (!isFarther(this.#distances[0]!, this.#ids[0]!, distance, id)) return;
		this.#sink(distance, id, this.#size);
	}

	/** Writes them out, nearest first, and forgets them. Returns how many there were. */
	drain(ids: Uint32Array, distances: Float64Array, at: number): number {
		const count = this.#size;
		for (let place = count - 1; place >= 0; place--) {
			ids[at + place] = this.#ids[0]!;
			distances[at + place] = this.#distances[0]!;
			this.#sink(this.#distances[place]!, this.#ids[place]!, place);
		}
		this.#size = 0;
		return count;
	}

	#rise(place: number, distance: number, id: number): void {
		let at = place;
		while (at > 0) {
			const above = (at - 1) >> 1;
			if (!isFarther(distance, id, this.#distances[above]!, this.#ids[above]!)) break;
			this.#move(above, at);
			at = above;
		}
		this.#set(at, distance, id);
	}

	/** Puts one in the place of the farthest. */
	#sink(distance: number, id: number, size: number): void {
		let at = 0;
		for (;;) {
			let below = 2 * at + 1;
			if (below >= size) break;
			const [left, right] = [below, below + 1];
			if (right < size && this.#isFarther(right, left)) below = right;
			if (!isFarther(this.#distances[below]!, this.#ids[below]!, distance, id)) break;
			this.#move(below, at);
			at = below;
		}
		this.#set(at, distance, id);
	}

	#isFarther(a: number, b: number): boolean {
		return isFarther(this.#distances[a]!, this.#ids[a]!, this.#distances[b]!, this.#ids[b]!);
	}

	#move(from: number, to: number): void {
		this.#set(to, this.#distances[from]!, this.#ids[from]!);
	}

	#set(at: number, distance: number, id: number): void {
		this.#distances[at] = distance;
		this.#ids[at] = id;
	}
}

function isFarther(a: number, idA: number, b: number, idB: number): boolean {
	return a > b || (a === b && idA > idB);
}
