import { Emitter } from '#base/emitter.ts';
import {
	CONSOLE_MIME,
	PROGRESS_MIME,
	TABLE_MIME,
	TREE_MIME,
	type Output,
	type TreeNode
} from '#notebook/outputs.ts';
import type { KernelLike, KernelStatus } from '#state/runs/kernel-like.ts';

const leaf = (type: string, text: string): TreeNode => ({ kind: 'leaf', type, text });

const tree: TreeNode = {
	kind: 'branch',
	label: 'Object',
	more: 0,
	entries: [
		{ key: 'rows', value: leaf('number', '506') },
		{ key: 'name', value: leaf('string', '"boston"') },
		{
			key: 'columns',
			value: {
				kind: 'branch',
				label: 'Array(14)',
				entries: [
					{ key: '0', value: leaf('string', '"crim"') },
					{ key: '1', value: leaf('string', '"zn"') }
				],
				more: 12
			}
		}
	]
};

const consoleLine = (level: 'log' | 'warn', args: TreeNode[]): Output => ({
	type: 'display',
	displayId: null,
	data: { [CONSOLE_MIME]: { level, args }, 'text/plain': '' }
});

function tableOutput(): Output {
	const names = ['crim', 'zn', 'indus', 'chas', 'nox', 'rm', 'age', 'dis', 'rad', 'tax', 'medv'];
	const rows = Array.from({ length: 60 }, (_, i) =>
		names.map((_name, j) => Math.round(((i * 37 + j * 101) % 97) * (j === 4 ? 0.01 : 1) * 1000) / 1000)
	);
	const columns = names.map((name) => ({ name, type: 'number' as const }));
	return { type: 'result', data: { [TABLE_MIME]: { columns, rows, total: 506 }, 'text/plain': 'table' } };
}

function plotOutput(width: number): Output {
	const dots = Array.from({ length: 140 }, (_, i) => {
		const x = 50 + ((i * 53) % (width - 90));
		const y = 270 - ((x - 50) / (width - 90)) * 220 + (((i * 97) % 60) - 30);
		return `<circle cx="${x}" cy="${Math.max(8, Math.min(270, y))}" r="3" />`;
	}).join('');
	const markup = `<svg width="${width}" height="310" viewBox="0 0 ${width} 310" font-size="11"><style>.x{fill:currentColor}</style><g fill="none" stroke="currentColor">${dots}<path d="M40 280H${width - 20}M40 280V10"/></g><text class="x" x="${width - 60}" y="300">rooms</text><text class="x" x="4" y="14">price</text></svg>`;
	return { type: 'result', data: { 'image/svg+xml': markup, 'text/plain': '[svg]' } };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Answers to words in a cell's source, with every kind of output. */
export function stageKernel(): KernelLike {
	let status: KernelStatus = 'idle';
	const statusChanged = new Emitter<KernelStatus>();
	const become = (next: KernelStatus): void => {
		status = next;
		statusChanged.emit(next);
	};
	return {
		get status() {
			return status;
		},
		statusChanged,
		async run({ source, width }, onOutput) {
			become('busy');
			await pause(60);
			if (source.includes('.table')) onOutput(tableOutput());
			if (source.includes('Plot.')) onOutput(plotOutput(width));
			if (source.includes('console.')) {
				onOutput(consoleLine('log', [leaf('string', 'mean'), leaf('number', '22.53'), tree]));
				onOutput(consoleLine('warn', [leaf('string', 'two rows lack a value')]));
			}
			if (source.includes('.tree'))
				onOutput({ type: 'result', data: { [TREE_MIME]: tree, 'text/plain': '' } });
			if (source.includes('stream')) {
				for (let round = 0; round < 40; round++) {
					const data = { [PROGRESS_MIME]: { done: round + 1, total: 40, label: 'rounds' }, 'text/plain': '' };
					onOutput({ type: 'display', displayId: 'progress', data });
					const line = `[${round}]#011train-rmse:${(9 * 0.93 ** round).toFixed(5)}\n`;
					onOutput({ type: 'stream', name: 'stdout', text: line });
					await pause(8);
				}
				onOutput({ type: 'stream', name: 'stderr', text: 'The instance was given back.\n' });
			}
			const isFailing = source.includes('// error') || (source.includes('rmse === 0') && true);
			if (isFailing) onOutput(failure(source));
			become('idle');
			return { status: isFailing ? 'error' : 'ok', defines: ['houses'], uses: [], durationMs: 64 };
		},
		interrupt: () => Promise.resolve('interrupted'),
		restart: () => Promise.resolve()
	};
}

function failure(source: string): Output {
	const isCheck = source.includes('rmse === 0');
	return {
		type: 'error',
		error: {
			kind: isCheck ? 'unknown' : 'aws',
			code: isCheck ? 'Error' : 'ValidationException',
			message: isCheck
				? 'rmse is still 0: square the differences first.'
				: "1 validation error detected: Value 'my endpoint!' at 'endpointName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}",
			hint: isCheck ? null : 'Use letters, digits and hyphens only.',
			line: isCheck ? null : 2,
			column: isCheck ? null : 6,
			stack: ''
		}
	};
}
