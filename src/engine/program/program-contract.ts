import type { ContainerFile } from '#sim/ports.ts';

/** What a program begins with. */
export interface ProgramStart {
	/** Executable and arguments, as in Docker's exec form. */
	readonly command: readonly string[];
	readonly environment: Readonly<Record<string, string>>;
	/** Absolute. */
	readonly workingFolder: string;
	readonly files: readonly ContainerFile[];
	/** Folders that are there, also where no file lies in them. */
	readonly folders: readonly string[];
	/** Folders that are there, empty, and whose files are wanted when it has ended. */
	readonly outputFolders: readonly string[];
}

export interface ProgramRequest {
	readonly method: string;
	readonly url: string;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array;
}

export interface ProgramResponse {
	readonly id: number;
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array;
}

/** What a program in its sandbox is told. */
export type ToProgram =
	| { readonly type: 'start'; readonly start: ProgramStart }
	| { readonly type: 'request'; readonly id: number; readonly port: number; readonly request: ProgramRequest }
	/** SIGTERM. */
	| { readonly type: 'terminate' };

/** What it says. Whoever reads it believes none of it unseen: the program may have made it up. */
export type FromProgram =
	| { readonly type: 'lines'; readonly lines: readonly string[] }
	| { readonly type: 'listening'; readonly port: number }
	| { readonly type: 'response'; readonly response: ProgramResponse }
	| { readonly type: 'exit'; readonly code: number; readonly files: readonly ContainerFile[] };
