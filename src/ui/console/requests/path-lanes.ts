import type { PathStep, RequestPath } from '#sim/paths/request-path.ts';

/** Who takes part in a request: the client, the region, the container behind an endpoint. */
export type Lane = 'client' | 'region' | 'container';

/** One line of the drawing: a message between two lanes, or a piece of work within one. */
export interface LaneMove {
	readonly from: Lane;
	readonly to: Lane;
	/** Index of the step that it draws. */
	readonly step: number;
	/** Bytes that travel; null where nothing does, or where nobody knows how many. */
	readonly bytes: number | null;
	readonly isRefusal: boolean;
}

/** The lanes that a request touches, the client first. */
export function lanesOf({ steps }: RequestPath): readonly Lane[] {
	return steps.some(({ kind }) => kind === 'container')
		? ['client', 'region', 'container']
		: ['client', 'region'];
}

/** A path as moves over the lanes, in order: a container's step is a message there and one back. */
export function movesOf(path: RequestPath): readonly LaneMove[] {
	const moves = path.steps.flatMap((step, index) => movesOfStep(path, step, index));
	const last = path.steps.at(-1);
	// A call of the page itself has an answer without the wire.
	if (!last || last.kind === 'answer') return moves;
	const isRefusal = last.kind === 'refused';
	return [...moves, { from: 'region', to: 'client', step: path.steps.length - 1, bytes: null, isRefusal }];
}

function movesOfStep(path: RequestPath, step: PathStep, index: number): readonly LaneMove[] {
	const move = (from: Lane, to: Lane, bytes: number | null, isRefusal = false): LaneMove => ({
		from,
		to,
		step: index,
		bytes,
		isRefusal
	});
	switch (step.kind) {
		case 'received':
			return [move('client', 'region', path.requestBytes)];
		case 'container': {
			const { status } = step.facts;
			const isRefusal = typeof status === 'number' && (status >= 400 || status === 0);
			return [
				move('region', 'container', numberIn(step, 'bytesIn')),
				move('container', 'region', numberIn(step, 'bytesOut'), isRefusal)
			];
		}
		case 'answer':
			return [move('region', 'client', path.answerBytes, path.errorCode !== null)];
		default:
			return [move('region', 'region', null, step.kind === 'refused')];
	}
}

function numberIn({ facts }: PathStep, name: string): number | null {
	const value = facts[name];
	return typeof value === 'number' ? value : null;
}
