import type { Gpu, GpuBuffer } from './gpu.ts';

/** Rows that one workgroup looks at; at most 65535 workgroups run at once. */
const GROUP = 64;
const MOST_GROUPS = 65535;
/** Centres that a thread compares at once. */
const PANEL = 8;

/**
 * One thread a row: the centre with the largest x·c − |c|²/2 is the nearest one. Rows and centres are padded to fours of
 * coordinates, centres to eights.
 */
const SOURCE = `
struct Sizes { count: u32, fours: u32, panels: u32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> rows: array<u32>;
@group(0) @binding(3) var<storage, read> centers: array<vec4f>;
@group(0) @binding(4) var<storage, read> halves: array<f32>;
@group(0) @binding(5) var<storage, read_write> closest: array<u32>;

@compute @workgroup_size(${GROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {
	if (id.x >= sizes.count) { return; }
	let start = rows[id.x] * sizes.fours;
	var best = 0u;
	var most = -0x1p+127f;
	for (var panel = 0u; panel < sizes.panels; panel++) {
		// Written out: drivers were seen to leave what the panel before had summed.
		var sums = array<f32, ${PANEL}>();
		for (var j = 0u; j < sizes.fours; j++) {
			let value = x[start + j];
			for (var c = 0u; c < ${PANEL}u; c++) {
				sums[c] += dot(value, centers[(panel * ${PANEL}u + c) * sizes.fours + j]);
			}
		}
		for (var c = 0u; c < ${PANEL}u; c++) {
			let score = sums[c] - halves[panel * ${PANEL}u + c];
			if (score > most) {
				most = score;
				best = panel * ${PANEL}u + c;
			}
		}
	}
	closest[id.x] = best;
}`;

/** Finds the nearest centres of rows that lie in the memory of a graphics processor, in 32-bit floats. */
export class GpuNearest {
	readonly #gpu: Gpu;
	readonly #columns: number;
	readonly #fours: number;
	readonly #around: Float64Array;
	readonly #x: GpuBuffer;

	/**
	 * @param x row-major, without NaN
	 * @param around taken from rows and centres before they are multiplied; must be near to the rows
	 */
	constructor(gpu: Gpu, x: Float32Array, columns: number, around: Float64Array) {
		this.#gpu = gpu;
		this.#columns = columns;
		this.#fours = Math.ceil(columns / 4);
		this.#around = around;
		this.#x = gpu.buffer(this.#padded(x, x.length / columns));
	}

	/** Whether a table's rows fit into one buffer. */
	static fits(gpu: Gpu, rows: number, columns: number): boolean {
		return rows * Math.ceil(columns / 4) * 16 <= gpu.maxBufferBytes;
	}

	/**
	 * Index of the nearest centre of each of those rows; of equally near ones the first.
	 * @param centers one after the other
	 * @param closest filled, one per index
	 */
	async nearest(indexes: Uint32Array, centers: Float64Array, closest: Uint32Array): Promise<void> {
		const gpu = this.#gpu;
		const count = centers.length / this.#columns;
		const panels = Math.ceil(count / PANEL);
		const padded = this.#padded(centers, count, panels * PANEL);
		const halves = new Float32Array(panels * PANEL).fill(2 ** 126);
		const width = this.#fours * 4;
		for (let c = 0; c < count; c++) {
			let sum = 0;
			for (let i = c * width; i < (c + 1) * width; i++) sum += padded[i]! ** 2;
			halves[c] = sum / 2;
		}
		const placed = [gpu.buffer(padded), gpu.buffer(halves)] as const;
		const most = MOST_GROUPS * GROUP;
		for (let from = 0; from < indexes.length; from += most) {
			const part = indexes.subarray(from, from + most);
			const rows = gpu.buffer(part);
			const found = gpu.buffer(part.byteLength);
			const sizes = [part.length, this.#fours, panels];
			gpu.run(SOURCE, sizes, [this.#x, rows, ...placed, found], Math.ceil(part.length / GROUP));
			closest.set(await gpu.readU32(found, part.length), from);
			gpu.free(rows, found);
		}
		gpu.free(...placed);
	}

	/** Rows without `around`, each padded with zeros to fours. */
	#padded(values: Float32Array | Float64Array, rows: number, rowsThere = rows): Float32Array {
		const columns = this.#columns;
		const width = this.#fours * 4;
		const padded = new Float32Array(rowsThere * width);
		for (let row = 0; row < rows; row++) {
			for (let j = 0; j < columns; j++) {
				padded[row * width + j] = values[row * columns + j]! - this.#around[j]!;
			}
		}
		return padded;
	}
}
