/**
 * Libsvm rows of which each names the columns 0, 1 and 2 now and then and eight of all the others, drawn by a generator that
 * tests/golden/xgboost/wide.py has too. The last row names the last column.
 */
export function wideLibsvm(rows: number, columns: number): string {
	let state = 1;
	const draw = (below: number): number => {
		state = (state * 48271) % 2147483647;
		return state % below;
	};
	const lines: string[] = [];
	for (let row = 0; row < rows; row++) {
		const cells: string[] = [];
		let label = 0;
		for (let column = 0; column < 3; column++) {
			const value = draw(1000) / 250;
			if (draw(3) === 0) continue;
			label += (column + 1) * value;
			cells.push(`${column}:${value}`);
		}
		const others = new Set<number>();
		while (others.size < 8) others.add(3 + draw(columns - 4));
		for (const column of [...others].sort((a, b) => a - b)) cells.push(`${column}:${draw(100) / 10}`);
		if (row === rows - 1) cells.push(`${columns - 1}:1`);
		lines.push(`${label.toFixed(3)} ${cells.join(' ')}`);
	}
	return lines.join('\n');
}
