import { Emitter } from '#base/emitter.ts';
import type { RunRequest, RunResult } from '#notebook/kernel/contract.ts';
import type { CellError, Output } from '#notebook/outputs.ts';
import type { KernelLike, KernelStatus } from '#state/runs/kernel-like.ts';

/**
 * A kernel whose cells say what they do: `fail MESSAGE`, `hang` (until interrupted), `die MESSAGE` (the kernel itself
 * breaks), `def NAME`, `use NAME`, `print TEXT`; one order a line.
 */
export class FakeKernel implements KernelLike {
	readonly status: KernelStatus = 'idle';
	readonly statusChanged = new Emitter<KernelStatus>();
	readonly requests: RunRequest[] = [];
	interruption: 'interrupted' | 'respawned' = 'interrupted';
	isDisposed = false;
	#release: ((result: RunResult) => void) | null = null;

	async run(request: RunRequest, onOutput: (output: Output) => void): Promise<RunResult> {
		this.requests.push(request);
		await Promise.resolve();
		const orders = request.source.split('\n').map((line) => line.split(' '));
		const named = (verb: string): string[] => orders.filter(([one]) => one === verb).map(([, name]) => name!);
		const answer = { defines: named('def'), uses: named('use'), durationMs: 5 };
		for (const [verb, ...rest] of orders) {
			const text = rest.join(' ');
			if (verb === 'print') onOutput({ type: 'stream', name: 'stdout', text });
			if (verb === 'die') throw new Error(text);
			if (verb === 'hang') return new Promise((resolve) => (this.#release = resolve));
			if (verb !== 'fail') continue;
			onOutput({ type: 'error', error: cellError(text) });
			return { status: 'error', ...answer };
		}
		return { status: 'ok', ...answer };
	}

	interrupt(): Promise<'interrupted' | 'respawned'> {
		// A kernel that had to be replaced never answers for the cell that ran in it.
		if (this.interruption === 'interrupted') {
			this.#release?.({ status: 'interrupted', defines: [], uses: [], durationMs: 5 });
		}
		return Promise.resolve(this.interruption);
	}

	restart(): Promise<void> {
		return Promise.resolve();
	}

	dispose(): void {
		this.isDisposed = true;
	}
}

export function cellError(message: string): CellError {
	return { kind: 'unknown', code: 'Error', message, hint: null, line: 1, column: 1, stack: '' };
}
