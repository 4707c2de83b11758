import type { Gpu, GpuBuffer } from './gpu.ts';

/** What is looked through: rows of scores, one behind the other. */
export interface Scores {
	readonly buffer: GpuBuffer;
	/** At most 65535. */
	readonly rows: number;
	readonly columns: number;
}

/** How many of a row are wanted, and where they go. */
export interface Wanted {
	/** At most as many as there are columns. */
	readonly k: number;
	/** Of each row how far below the k-th largest score one may be and still be wanted, as 32-bit floats. */
	readonly slacks: GpuBuffer;
	/** Columns of each row that are written down, at most; at least `k`. */
	readonly room: number;
	/** Filled: `room` a row, in no order. */
	readonly columns: GpuBuffer;
	/** Filled: of each row how many are wanted, which may be more than `room`. */
	readonly counts: GpuBuffer;
}

const THREADS = 256;

/**
 * One workgroup a row. The k-th largest score is found byte by byte, from the highest: how many scores have each byte says
 * which byte it has. Whole numbers that are ordered as the floats are stand for them.
 */
const SOURCE = `
struct Sizes { columns: u32, k: u32, room: u32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> scores: array<f32>;
@group(0) @binding(2) var<storage, read> slacks: array<f32>;
@group(0) @binding(3) var<storage, read_write> chosen: array<u32>;
@group(0) @binding(4) var<storage, read_write> counts: array<u32>;

var<workgroup> bins: array<atomic<u32>, 256>;
var<workgroup> known: u32;
var<workgroup> missing: u32;
var<workgroup> count: atomic<u32>;

fn orderOf(score: f32) -> u32 {
	let bits = bitcast<u32>(score);
	return select(bits | 0x80000000u, ~bits, bits >= 0x80000000u);
}

fn scoreOf(order: u32) -> f32 {
	return bitcast<f32>(select(~order, order & 0x7fffffffu, order >= 0x80000000u));
}

@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
	let start = group.x * sizes.columns;
	if (thread == 0u) {
		known = 0u;
		missing = sizes.k;
		atomicStore(&count, 0u);
	}
	for (var byte = 0u; byte < 4u; byte++) {
		let shift = 24u - 8u * byte;
		atomicStore(&bins[thread], 0u);
		workgroupBarrier();
		for (var j = thread; j < sizes.columns; j += ${THREADS}u) {
			let order = orderOf(scores[start + j]);
			// A shift by 32 is none in WGSL, so the first byte has its own case.
			if (byte == 0u || (order >> (shift + 8u)) == known) {
				atomicAdd(&bins[(order >> shift) & 255u], 1u);
			}
		}
		workgroupBarrier();
		if (thread == 0u) {
			var bin = 255u;
			var left = missing;
			loop {
				let here = atomicLoad(&bins[bin]);
				if (here >= left || bin == 0u) { break; }
				left -= here;
				bin--;
			}
			missing = left;
			known = (known << 8u) | bin;
		}
		workgroupBarrier();
	}
	let least = scoreOf(known) - slacks[group.x];
	for (var j = thread; j < sizes.columns; j += ${THREADS}u) {
		if (scores[start + j] >= least) {
			let place = atomicAdd(&count, 1u);
			if (place < sizes.room) { chosen[group.x * sizes.room + place] = j; }
		}
	}
	workgroupBarrier();
	if (thread == 0u) { counts[group.x] = atomicLoad(&count); }
}`;

/** Queues the search for the largest scores of each row, and those that are nearly as large. Scores must be numbers. */
export function findMost(gpu: Gpu, scores: Scores, { k, slacks, room, columns, counts }: Wanted): void {
	gpu.run(SOURCE, [scores.columns, k, room], [scores.buffer, slacks, columns, counts], scores.rows);
}
