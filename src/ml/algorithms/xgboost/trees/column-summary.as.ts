/** Columns of a table as quantiles want them. Values are 32-bit floats; NaN is missing. */

const DIGIT_BITS: u32 = 8;
const DIGITS: usize = 1 << DIGIT_BITS;
const PASSES: u32 = 4;

/** How many bytes {@link summarise} wants for counting. */
export function countsBytes(): usize {
	return (<usize>PASSES * DIGITS) << 2;
}

/**
 * Sorts a column and merges equal values; 0 and −0 are one. Equal values keep the order of their rows while their weights
 * are added up.
 * @param weights 32-bit floats, or 0 where every row weighs 1
 * @param records room for two lists of `rows` numbers of 64 bits
 * @param counts room of {@link countsBytes}
 * @param distinct filled with the values, rising
 * @param below filled with the weight of all smaller values, as 64-bit floats
 * @param own filled with the weight of the value itself, as 64-bit floats
 * @param result filled with two 32-bit numbers: how many values are present, and how many of them are distinct
 */
export function summarise(
	values: usize,
	weights: usize,
	rows: usize,
	records: usize,
	counts: usize,
	distinct: usize,
	below: usize,
	own: usize,
	result: usize
): void {
	memory.fill(counts, 0, countsBytes());
	const spare = records + (rows << 3);
	if (weights == 0) {
		const present = begin<u32>(values, 0, rows, records, counts);
		const sorted = sort<u32>(records, spare, present, counts);
		merge<u32>(sorted, present, distinct, below, own, result);
	} else {
		const present = begin<u64>(values, weights, rows, records, counts);
		const sorted = sort<u64>(records, spare, present, counts);
		merge<u64>(sorted, present, distinct, below, own, result);
	}
}

/** Makes records of the present values, a key in the low 32 bits and above it the weight, and counts their digits. */
function begin<T>(values: usize, weights: usize, rows: usize, records: usize, counts: usize): usize {
	let to = records;
	for (let row: usize = 0; row < rows; row++) {
		const value = load<f32>(values + (row << 2));
		if (value != value) continue;
		const key = keyOf(value);
		let record = <T>key;
		if (sizeof<T>() == 8) record |= <T>((<u64>load<u32>(weights + (row << 2))) << 32);
		store<T>(to, record);
		to += sizeof<T>();
		for (let pass: u32 = 0; pass < PASSES; pass++) {
			const at = countAt(counts, pass, key);
			store<u32>(at, load<u32>(at) + 1);
		}
	}
	return (to - records) / sizeof<T>();
}

/** Sorts by the lowest digit first and gives the list that is sorted in the end. */
function sort<T>(records: usize, spare: usize, present: usize, counts: usize): usize {
	let from = records;
	let to = spare;
	for (let pass: u32 = 0; pass < PASSES; pass++) {
		const digits = counts + ((<usize>pass * DIGITS) << 2);
		let before: u32 = 0;
		for (let digit: usize = 0; digit < DIGITS; digit++) {
			const count = load<u32>(digits + (digit << 2));
			store<u32>(digits + (digit << 2), before);
			before += count;
		}
		for (let i: usize = 0; i < present; i++) {
			const record = load<T>(from + i * sizeof<T>());
			const at = countAt(counts, pass, <u32>record);
			const place = load<u32>(at);
			store<u32>(at, place + 1);
			store<T>(to + <usize>place * sizeof<T>(), record);
		}
		const next = from;
		from = to;
		to = next;
	}
	return from;
}

function merge<T>(
	sorted: usize,
	present: usize,
	distinct: usize,
	below: usize,
	own: usize,
	result: usize
): void {
	let count: usize = 0;
	let smaller: f64 = 0;
	let weight: f64 = 0;
	let last: u32 = 0;
	for (let i: usize = 0; i < present; i++) {
		const record = load<T>(sorted + i * sizeof<T>());
		const key = <u32>record;
		if (i == 0 || key != last) {
			smaller += weight;
			weight = 0;
			store<f32>(distinct + (count << 2), valueOf(key));
			store<f64>(below + (count << 3), smaller);
			last = key;
			count++;
		}
		weight += sizeof<T>() == 8 ? <f64>reinterpret<f32>(<u32>(<u64>record >> 32)) : 1;
		store<f64>(own + ((count - 1) << 3), weight);
	}
	store<u32>(result, <u32>present);
	store<u32>(result, <u32>count, 4);
}

/** Where a digit of a key is counted. */
// @ts-ignore: decorator
@inline
function countAt(counts: usize, pass: u32, key: u32): usize {
	return counts + ((<usize>pass * DIGITS + <usize>((key >> (pass * DIGIT_BITS)) & (<u32>DIGITS - 1))) << 2);
}

/** A whole number that rises with the value. */
// @ts-ignore: decorator
@inline
function keyOf(value: f32): u32 {
	const bits = reinterpret<u32>(value + 0);
	return bits ^ (<u32>(<i32>bits >> 31) | 0x80000000);
}

// @ts-ignore: decorator
@inline
function valueOf(key: u32): f32 {
	return reinterpret<f32>(key ^ (key >> 31 ? 0x80000000 : 0xffffffff));
}
