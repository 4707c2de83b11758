/** Mean squared distance to the nearest centre. */
export function inertia(centers, { rows, columns, x }) {
	let sum = 0;
	for (let row = 0; row < rows; row++) {
		let least = Infinity;
		for (let c = 0; c < centers.length; c += columns) {
			let distance = 0;
			for (let j = 0; j < columns; j++) distance += (x[row * columns + j] - centers[c + j]) ** 2;
			least = Math.min(least, distance);
		}
		sum += least;
	}
	return sum / rows;
}
