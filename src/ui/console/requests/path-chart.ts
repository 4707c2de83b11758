import type { RequestPath } from '#sim/paths/request-path.ts';
import { formatBytes } from '../../format/bytes.ts';
import { t } from '../../text/text.svelte.ts';
import { stepName, stepTime } from './step-text.ts';
import { lanesOf, movesOf, type Lane, type LaneMove } from './path-lanes.ts';
import { svg } from '../../charts/svg.ts';

export interface PathChartData {
	readonly path: RequestPath;
	/** Index of the step that is looked at. */
	readonly current: number;
	/** CSS pixels. */
	readonly width: number;
}

const TOP = 46;
const ROW = 30;
const ARROW = 7;

/**
 * A request's way as an SVG element: a line down for each who takes part, one row for each message between them and each
 * piece of work, from top to bottom. The step that is looked at has the class `current`, steps before it `past`.
 */
export function pathChart({ path, current, width }: PathChartData): SVGSVGElement {
	const lanes = lanesOf(path);
	const moves = movesOf(path);
	const height = TOP + moves.length * ROW + 12;
	const root = svg('svg', {
		class: 'path-chart',
		viewBox: `0 0 ${width} ${height}`,
		width,
		height,
		role: 'img',
		'aria-label': describePath(path)
	});
	const x = (lane: Lane): number => ((lanes.indexOf(lane) + 0.5) / lanes.length) * width;
	for (const lane of lanes) {
		root.append(
			svg('text', { class: 'lane', x: x(lane), y: 18, 'text-anchor': 'middle' }, t(`requests.lane.${lane}`))
		);
		root.append(svg('line', { class: 'life', x1: x(lane), x2: x(lane), y1: 28, y2: height - 4 }));
	}
	moves.forEach((move, row) => {
		const when = move.step === current ? ' current' : move.step < current ? ' past' : '';
		const group = svg('g', { class: `move${when}${move.isRefusal ? ' refusal' : ''}` });
		group.append(...drawMove(path, move, TOP + row * ROW + ROW / 2, x, width));
		root.append(group);
	});
	return root;
}

/** The way in one sentence, for those who do not see it. */
export function describePath(path: RequestPath): string {
	const steps = path.steps.map((step) => `${stepName(step.kind)} ${stepTime(step.tookMs)}`).join(', ');
	return t('requests.drawn', { operation: path.operation, status: path.status, steps });
}

function drawMove(
	path: RequestPath,
	move: LaneMove,
	y: number,
	x: (lane: Lane) => number,
	width: number
): SVGElement[] {
	const { from, to, step, bytes } = move;
	const { kind, tookMs } = path.steps[step]!;
	const [x1, x2] = [x(from), x(to)];
	if (from === to) {
		// On the side where there is room for it.
		const [at, anchor] = x1 > width / 2 ? [x1 - 12, 'end'] : [x1 + 12, 'start'];
		const text = `${stepName(kind)} · ${stepTime(tookMs)}`;
		const name = svg('text', { x: at, y: y + 4, 'text-anchor': anchor }, text);
		return [svg('circle', { cx: x1, cy: y, r: 4.5 }), name];
	}
	const way = Math.sign(x2 - x1);
	const head = `M${x2 - way * ARROW},${y - ARROW / 1.6}L${x2},${y}L${x2 - way * ARROW},${y + ARROW / 1.6}`;
	return [
		svg('line', { x1, x2, y1: y, y2: y }),
		svg('path', { d: head, fill: 'none' }),
		svg(
			'text',
			{ x: (x1 + x2) / 2, y: y - 5, 'text-anchor': 'middle' },
			bytes === null ? '' : formatBytes(bytes)
		)
	];
}
