import type { Exercise } from '#notebook/lesson/lesson.ts';
import type { CheckOutcome } from './check-outcome.ts';

/** A learner's way through one exercise. */
export class ExerciseState {
	readonly hints: readonly string[];
	readonly check: string;
	readonly solution: string;
	#hintsShown = $state.raw(0);
	#outcome = $state.raw<CheckOutcome | null>(null);
	#attempts = $state.raw(0);
	#hasPassed = $state.raw(false);
	#isSolutionShown = $state.raw(false);

	constructor(exercise: Exercise) {
		this.hints = exercise.hints;
		this.check = exercise.check;
		this.solution = exercise.solution;
	}

	get hintsShown(): number {
		return this.#hintsShown;
	}

	get outcome(): CheckOutcome | null {
		return this.#outcome;
	}

	/** Once passed, always passed: a later experiment takes nothing away. */
	get hasPassed(): boolean {
		return this.#hasPassed;
	}

	/** The solution may be seen after one honest attempt. */
	get maySeeSolution(): boolean {
		return this.#attempts > 0 || this.#hasPassed;
	}

	get isSolutionShown(): boolean {
		return this.#isSolutionShown;
	}

	/** Shows the next hint; nothing where there is none left. */
	hint(): void {
		this.#hintsShown = Math.min(this.#hintsShown + 1, this.hints.length);
	}

	toggleSolution(): void {
		if (this.maySeeSolution) this.#isSolutionShown = !this.#isSolutionShown;
	}

	judge(outcome: CheckOutcome): void {
		this.#outcome = outcome;
		if (outcome.kind === 'not attempted') return;
		this.#attempts++;
		if (outcome.kind === 'pass') this.#hasPassed = true;
	}

	/** Takes over what was reached in an earlier visit. */
	recall(passed: boolean, hintsShown: number, outcome: CheckOutcome | null = null): void {
		this.#hasPassed = passed;
		this.#outcome = outcome;
		if (outcome && outcome.kind !== 'not attempted') this.#attempts = 1;
		this.#hintsShown = Math.min(Math.max(0, Math.trunc(hintsShown)), this.hints.length);
	}

	/** Forgets the outcome on screen, keeps what was passed. */
	forget(): void {
		this.#outcome = null;
		this.#isSolutionShown = false;
	}
}
