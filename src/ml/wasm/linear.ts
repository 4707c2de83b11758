import { Kernel } from './kernel.ts';
import bytes from './linear.as.ts?wasm';

/** Functions of linear.as.ts. Addresses are in bytes, `step` and `width` in numbers. */
interface Functions {
	scratchBytes(): number;
	addColumns(x: number, rows: number, columns: number, sums: number): void;
	addDeviations(x: number, rows: number, columns: number, mean: number, sums: number): void;
	placeRows(
		x: number,
		rows: number,
		columns: number,
		places: number,
		active: number,
		to: number,
		step: number,
		scaling: number
	): number;
	permuteRows(at: number, rows: number, step: number, places: number, scratch: number): void;
	margins(
		x: number,
		rows: number,
		step: number,
		weights: number,
		biases: number,
		vectors: number,
		width: number,
		to: number,
		scratch: number
	): void;
	gradients(
		x: number,
		rows: number,
		step: number,
		slopes: number,
		vectors: number,
		width: number,
		to: number,
		totals: number,
		scratch: number
	): void;
	measure(
		logistic: number,
		at: number,
		rows: number,
		width: number,
		labels: number,
		negative: number,
		positive: number,
		share: number,
		losses: number,
		counts: number
	): void;
}

/** Room for what is worked out, beside the rows. */
export interface Workspace {
	readonly vectors: number;
	/** Floats from the margins of one row to those of the next. */
	readonly width: number;
	readonly rows: number;
	readonly step: number;
	readonly weights: number;
	readonly biases: number;
	readonly margins: number;
	readonly gradients: number;
	readonly totals: number;
	readonly negative: number;
	readonly positive: number;
	readonly losses: number;
	readonly counts: number;
}

/** Margins, slopes and gradients of linear models over dense rows, in memory of its own. */
export class LinearKernel extends Kernel<Functions> {
	readonly scratch: number;
	#workspace: Workspace | null = null;

	constructor() {
		super(bytes);
		this.scratch = this.allocate(this.functions.scratchBytes());
	}

	/** The same as before where that suffices; what was in another is lost. */
	workspaceFor(vectors: number, rows: number, step: number): Workspace {
		const last = this.#workspace;
		if (last && last.vectors === vectors && last.step === step && last.rows >= rows) return last;
		const width = vectors === 1 ? 1 : 4 * Math.ceil(vectors / 4);
		const padded = 4 * Math.ceil(width / 4);
		return (this.#workspace = {
			vectors,
			width,
			rows,
			step,
			weights: this.allocate(4 * vectors * step),
			biases: this.allocate(4 * padded),
			// Four numbers more: the last rows are read by fours.
			margins: this.allocate(4 * (rows * width + 4)),
			gradients: this.allocate(4 * vectors * step),
			totals: this.allocate(4 * padded),
			negative: this.allocate(4 * padded),
			positive: this.allocate(4 * padded),
			losses: this.allocate(8 * padded),
			counts: this.allocate(8 * padded)
		});
	}
}
