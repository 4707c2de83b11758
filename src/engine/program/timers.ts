import type { ProgramHost } from './program-host.ts';

/** The timers of a program, which count how many are still to come: a program ends when there are none. */
export class Timers {
	readonly #host: Pick<ProgramHost, 'after'>;
	readonly #waiting = new Map<number, { readonly cancel: () => void; readonly keeps: boolean }>();
	readonly #changed: () => void;
	readonly #guard: (run: () => void) => void;
	#next = 1;

	/** @param changed is told after each timer that has run @param guard runs what a timer runs */
	constructor(host: Pick<ProgramHost, 'after'>, changed: () => void, guard: (run: () => void) => void) {
		this.#host = host;
		this.#changed = changed;
		this.#guard = guard;
	}

	/** How many keep the program alive. */
	get active(): number {
		return [...this.#waiting.values()].filter(({ keeps }) => keeps).length;
	}

	start(
		ms: unknown,
		isRepeated: boolean,
		run: (...given: never[]) => unknown,
		given: readonly unknown[]
	): unknown {
		const id = this.#next++;
		const delay = Math.max(isRepeated ? 1 : 0, Number(ms) || 0);
		const arm = (keeps: boolean): void => {
			const cancel = this.#host.after(delay, () => {
				if (isRepeated) arm(this.#waiting.get(id)?.keeps ?? true);
				else this.#waiting.delete(id);
				this.#guard(() => void run(...(given as never[])));
				this.#changed();
			});
			this.#waiting.set(id, { cancel, keeps });
		};
		arm(true);
		const handle = {
			id,
			unref: () => {
				const timer = this.#waiting.get(id);
				if (timer) this.#waiting.set(id, { ...timer, keeps: false });
				return handle;
			},
			ref: () => handle,
			[Symbol.toPrimitive]: () => id
		};
		return handle;
	}

	stop(handle: unknown): void {
		const id = Number(handle);
		this.#waiting.get(id)?.cancel();
		this.#waiting.delete(id);
	}

	stopAll(): void {
		for (const { cancel } of this.#waiting.values()) cancel();
		this.#waiting.clear();
	}
}
