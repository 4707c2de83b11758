/**
 * What is known of rows by what a machine says of them: {@link judge} adds it to `sums`, 64-bit floats in the order of
 * `Sums` in quality.ts, and puts the slope of each row's loss in place of its margin.
 * @param margins 32-bit floats
 */
export function judge(isClassifier: bool, margins: usize, labels: usize, count: usize, sums: usize): void {
	if (isClassifier) judgeClasses(margins, labels, count, sums);
	else judgeNumbers(margins, labels, count, sums);
	addTo(sums, 0, <f64>count);
}

function judgeNumbers(margins: usize, labels: usize, count: usize, sums: usize): void {
	let total: f64 = 0;
	let squares: f64 = 0;
	let sizes: f64 = 0;
	for (const end = margins + (count << 2); margins < end; margins += 4, labels += 4) {
		const error = <f64>load<f32>(margins) - <f64>load<f32>(labels);
		total += error;
		squares += error * error;
		sizes += abs(error);
		store<f32>(margins, <f32>error);
	}
	addTo(sums, 1, total);
	addTo(sums, 2, squares);
	addTo(sums, 3, sizes);
}

function judgeClasses(margins: usize, labels: usize, count: usize, sums: usize): void {
	let slopes: f64 = 0;
	let right: f64 = 0;
	let found: f64 = 0;
	let called: f64 = 0;
	let positive: f64 = 0;
	let entropy: f64 = 0;
	// One logarithm for many: their product stays far from what a double holds.
	let product: f64 = 1;
	for (const end = margins + (count << 2); margins < end; margins += 4, labels += 4) {
		const margin = <f64>load<f32>(margins);
		const label = <f64>load<f32>(labels);
		const says: f64 = margin >= 0 ? 1 : 0;
		// Of the margin's size, so that nothing overflows.
		const far = Math.exp(-abs(margin));
		const slope = (says == 1 ? 1 : far) / (1 + far) - label;
		product *= 1 + far;
		if (product > 1e100) {
			entropy += Math.log(product);
			product = 1;
		}
		entropy += says == label ? 0 : abs(margin);
		slopes += slope;
		right += says == label ? 1 : 0;
		found += says * label;
		called += says;
		positive += label;
		store<f32>(margins, <f32>slope);
	}
	addTo(sums, 1, slopes);
	addTo(sums, 2, right);
	addTo(sums, 3, found);
	addTo(sums, 4, called);
	addTo(sums, 5, positive);
	addTo(sums, 6, entropy + Math.log(product));
}

// @ts-ignore: decorator
@inline
function addTo(sums: usize, at: usize, by: f64): void {
	store<f64>(sums + (at << 3), load<f64>(sums + (at << 3)) + by);
}
