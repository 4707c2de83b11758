import { UserError } from '#base/errors.ts';
import type { Rng } from '#base/rng.ts';
import { orthonormalise } from '#ml/linalg/orthonormal.ts';
import { ritz } from '#ml/linalg/ritz.ts';
import { DotProducts } from '#ml/linalg/vectors.ts';
import { lastComponents, type Components } from './components.ts';
import type { PcaHyperparameters } from './hyperparameters.ts';
import { passOver, togetherOf, type Host } from './passes.ts';
import type { Table } from './table.ts';

/** Passes over the rows after the first; what each finds is kept beside what was found before. */
export const PASSES = 3;
/** Numbers that all that was found may have: 2²⁵ of 8 bytes, twice over, are 512 MiB. */
const MOST_NUMBERS = 2 ** 25;

/**
 * The components out of a sketch: num_components + extra_components random sums of rows. A pass over the rows turns it
 * towards the directions in which they differ most; the components are the best that lie within the sketch and what it was
 * turned to (block Krylov).
 * @returns null where it was stopped
 * @throws UserError `TooLarge`
 * @see N. Halko, P. Martinsson, J. Tropp, «Finding structure with randomness», SIAM Review 53 (2011)
 * @see C. Musco, C. Musco, «Randomized block Krylov methods», NIPS 2015, algorithm 2
 */
export async function randomized(
	table: Table,
	p: PcaHyperparameters,
	rng: Rng,
	host: Host
): Promise<Components | null> {
	const { columns } = table;
	const width = sketchWidth(p, columns);
	const together = togetherOf(table, p.mini_batch_size);
	const most = Math.min(columns, PASSES * width, Math.floor(MOST_NUMBERS / columns));
	const basis = new Float64Array(most * columns);
	const powers = new Float64Array(most * columns);
	const rowsOf = (vectors: Float64Array, from: number, to: number): Float64Array =>
		vectors.subarray(from * columns, to * columns);
	const first = rowsOf(basis, 0, width);
	// Of narrow rows Xᵀ·X is worked out: then no product with it takes a pass of its own, and the first block is such a
	// product already, of signs.
	const isNarrow = table.isNarrow(width);
	// What is drawn for a sketch hangs on the mini-batches.
	const isRead = await passOver(table, isNarrow ? together : p.mini_batch_size, host, (from, to) =>
		isNarrow ? table.addScatter(from, to) : table.addSketch(from, to, signs((to - from) * width, rng), first)
	);
	if (!isRead) return null;
	const scatter = isNarrow ? new DotProducts(table.readScatter(), columns) : null;
	scatter?.with(new Float64Array(signs(width * columns, rng)), first);
	for (let from = 0; ;) {
		const to = Math.min(most, from + width);
		orthonormalise(rowsOf(basis, 0, to), columns, from);
		const [block, image] = [rowsOf(basis, from, to), rowsOf(powers, from, to)];
		scatter?.with(block, image);
		const isDone =
			scatter !== null ||
			(await passOver(table, together, host, (at, end) => table.addPower(at, end, block, image)));
		if (!isDone) return null;
		if (to === most) {
			const { values, vectors } = ritz(basis, powers, columns, p.num_components);
			return lastComponents(values, vectors, columns, p.num_components);
		}
		basis.set(rowsOf(powers, from, Math.min(to, from + most - to)), to * columns);
		from = to;
	}
}

/** Rows of the sketch. @throws UserError `TooLarge` */
export function sketchWidth(
	{ num_components: kept, extra_components: given }: PcaHyperparameters,
	columns: number
): number {
	const extra = given === -1 ? Math.max(10, kept) : given;
	const width = Math.min(columns, kept + extra);
	if (width * columns <= MOST_NUMBERS) return width;
	throw new UserError(
		'TooLarge',
		`A sketch of ${width} rows of ${columns} features has more than 2^25 numbers.`,
		{
			hint: 'Take a smaller num_components or extra_components, or fewer features.'
		}
	);
}

/** +1 or −1, drawn evenly. */
function signs(count: number, rng: Rng): Float32Array {
	const drawn = new Float32Array(count);
	for (let i = 0; i < count; i += 32) {
		const bits = rng.uint32();
		const end = Math.min(count, i + 32);
		for (let j = i; j < end; j++) drawn[j] = ((bits >>> (j - i)) & 1) * 2 - 1;
	}
	return drawn;
}
