import type { Gpu, GpuBuffer } from './gpu.ts';

/** A matrix of 32-bit floats in a buffer; places and steps count numbers. */
export interface GpuMatrix {
	readonly buffer: GpuBuffer;
	/** Where its first number lies. */
	readonly at: number;
	readonly rows: number;
	readonly columns: number;
	/** Numbers from one row to the next, and from one column to the next. */
	readonly rowStep: number;
	readonly columnStep: number;
}

/** Row-major numbers in a buffer, `step` from one row to the next. */
export function matrixIn(
	buffer: GpuBuffer,
	rows: number,
	columns: number,
	{ at = 0, step = columns }: { readonly at?: number; readonly step?: number } = {}
): GpuMatrix {
	return { buffer, at, rows, columns, rowStep: step, columnStep: 1 };
}

/** The same numbers, rows as columns. */
export function turned({ rows, columns, rowStep, columnStep, ...rest }: GpuMatrix): GpuMatrix {
	return { ...rest, rows: columns, columns: rows, rowStep: columnStep, columnStep: rowStep };
}

/** What {@link multiply} may leave out or take apart. */
export interface ProductOptions {
	/** Whether numbers above the diagonal are not wanted: they may be left as they were. Default false. */
	readonly below?: boolean;
	/**
	 * Terms of the sums that are added up in 32 bits; each such part has a matrix of its own, one behind the other,
	 * `partStep` numbers apart, for whoever adds them up in 64. Default: all of them.
	 */
	readonly part?: number;
	readonly partStep?: number;
}

/** Rows and columns of a tile that a workgroup works out, and how many terms it has at hand. */
const TILE = 64;
const DEPTH = 16;
/** Threads in each direction; each has every 16th row and column of the tile. */
const SIDE = 16;

/**
 * Each thread has 4 × 4 sums. Neighbouring threads read neighbouring numbers, whichever of the steps is 1; what lies outside
 * counts as 0.
 */
const SOURCE = `
struct Sizes {
	m: u32, n: u32, k: u32, part: u32,
	aAt: u32, aRow: u32, aColumn: u32, bAt: u32,
	bRow: u32, bColumn: u32, cAt: u32, cRow: u32,
	partStep: u32, below: u32
}
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
@group(0) @binding(3) var<storage, read_write> c: array<f32>;

var<workgroup> left: array<f32, ${DEPTH * TILE}>;
var<workgroup> right: array<f32, ${DEPTH * TILE}>;

@compute @workgroup_size(${SIDE}, ${SIDE})
fn main(
	@builtin(workgroup_id) group: vec3u,
	@builtin(local_invocation_id) own: vec3u,
	@builtin(local_invocation_index) thread: u32
) {
	let row = group.y * ${TILE}u;
	let column = group.x * ${TILE}u;
	if (sizes.below == 1u && column > row + ${TILE - 1}u) { return; }
	let begin = group.z * sizes.part;
	let end = min(sizes.k, begin + sizes.part);
	var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
	for (var first = begin; first < end; first += ${DEPTH}u) {
		for (var e = thread; e < ${DEPTH * TILE}u; e += ${SIDE * SIDE}u) {
			var i = e % ${TILE}u;
			var p = e / ${TILE}u;
			if (sizes.aColumn == 1u) { i = e / ${DEPTH}u; p = e % ${DEPTH}u; }
			var value = 0.0;
			if (row + i < sizes.m && first + p < end) {
				value = a[sizes.aAt + (row + i) * sizes.aRow + (first + p) * sizes.aColumn];
			}
			left[p * ${TILE}u + i] = value;
			var j = e % ${TILE}u;
			p = e / ${TILE}u;
			if (sizes.bRow == 1u) { j = e / ${DEPTH}u; p = e % ${DEPTH}u; }
			value = 0.0;
			if (column + j < sizes.n && first + p < end) {
				value = b[sizes.bAt + (first + p) * sizes.bRow + (column + j) * sizes.bColumn];
			}
			right[p * ${TILE}u + j] = value;
		}
		workgroupBarrier();
		for (var p = 0u; p < ${DEPTH}u; p++) {
			let l = p * ${TILE}u + own.y;
			let r = p * ${TILE}u + own.x;
			let values = vec4f(right[r], right[r + ${SIDE}u], right[r + ${2 * SIDE}u], right[r + ${3 * SIDE}u]);
			s0 += left[l] * values;
			s1 += left[l + ${SIDE}u] * values;
			s2 += left[l + ${2 * SIDE}u] * values;
			s3 += left[l + ${3 * SIDE}u] * values;
		}
		workgroupBarrier();
	}
	let to = sizes.cAt + group.z * sizes.partStep;
	store(to, row + own.y, column + own.x, s0);
	store(to, row + own.y + ${SIDE}u, column + own.x, s1);
	store(to, row + own.y + ${2 * SIDE}u, column + own.x, s2);
	store(to, row + own.y + ${3 * SIDE}u, column + own.x, s3);
}

fn store(to: u32, i: u32, j: u32, sums: vec4f) {
	if (i >= sizes.m) { return; }
	let at = to + i * sizes.cRow + j;
	if (j < sizes.n) { c[at] = sums.x; }
	if (j + ${SIDE}u < sizes.n) { c[at + ${SIDE}u] = sums.y; }
	if (j + ${2 * SIDE}u < sizes.n) { c[at + ${2 * SIDE}u] = sums.z; }
	if (j + ${3 * SIDE}u < sizes.n) { c[at + ${3 * SIDE}u] = sums.w; }
}`;

/**
 * Queues C = A · B in 32-bit floats. A (m, k), B (k, n); C (m, n) has its columns side by side. No side may have more than
 * 4,194,240 rows or columns, which is 65,535 tiles.
 */
export function multiply(
	gpu: Gpu,
	a: GpuMatrix,
	b: GpuMatrix,
	c: GpuMatrix,
	{ below = false, part = a.columns, partStep = 0 }: ProductOptions = {}
): void {
	const [m, n, k] = [a.rows, b.columns, a.columns];
	gpu.run(
		SOURCE,
		[
			m,
			n,
			k,
			part,
			a.at,
			a.rowStep,
			a.columnStep,
			b.at,
			b.rowStep,
			b.columnStep,
			c.at,
			c.rowStep,
			partStep,
			Number(below)
		],
		[a.buffer, b.buffer, c.buffer],
		[Math.ceil(n / TILE), Math.ceil(m / TILE), Math.ceil(k / part)]
	);
}
