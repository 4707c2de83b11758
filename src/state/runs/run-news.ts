/** Where the runs of a notebook stand; the page says it in words. Numbers of cells are those on the page, from 1. */
export type RunNews =
	| { readonly kind: 'none' | 'stopping' | 'restarting' | 'restarted' | 'replaced' | 'died' }
	| { readonly kind: 'running'; readonly number: number; readonly total: number }
	/** One cell that was run alone has come to its end. */
	| { readonly kind: 'done' | 'aborted'; readonly number: number }
	| { readonly kind: 'failed'; readonly number: number; readonly code: string }
	| { readonly kind: 'checked'; readonly number: number; readonly passed: boolean }
	/** Several have; `skipped` are those that an error or a stop kept from running. */
	| {
			readonly kind: 'finished' | 'stopped';
			readonly ran: number;
			readonly errors: number;
			readonly skipped: readonly number[];
	  }
	| { readonly kind: 'stuck'; readonly doing: 'stop' | 'restart'; readonly message: string };
