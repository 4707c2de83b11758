import ts from 'typescript';
import type { CellFile, CellProject } from './cell-project.ts';
import type { Problem, ProblemReason } from './contract.ts';

/** The compiler's numbers for the few messages that the notebook reads itself. */
const CANNOT_FIND_NAME: ReadonlySet<number> = new Set([2304, 2552]);
const CANNOT_FIND_MODULE: ReadonlySet<number> = new Set([2307, 2792, 7016]);
const NOT_ASSIGNABLE = 2322;
/** Cells run one after another, in a function that may wait: what the compiler forbids outside of modules is right here. */
const NOT_HERE: ReadonlySet<number> = new Set([1375, 1378, 1108, 2695, 7044]);

/** What is really wrong in a cell. Where it cannot be parsed, only that is said. */
export function findProblems(
	service: ts.LanguageService,
	file: CellFile,
	project: CellProject,
	modules: readonly string[]
): Problem[] {
	const broken = service.getSyntacticDiagnostics(file.path);
	if (broken.length > 0) {
		return broken.slice(0, 5).flatMap((found) => toProblem(found, clamped(found, file), 'error', null) ?? []);
	}
	return service.getSemanticDiagnostics(file.path).flatMap((found) => {
		const range = within(found, file);
		if (!range || NOT_HERE.has(found.code) || isWidenedText(found)) return [];
		const reason = reasonOf(found, file, project, modules);
		return toProblem(found, range, reason?.kind === 'defined below' ? 'warning' : 'error', reason);
	});
}

interface Range {
	readonly from: number;
	readonly to: number;
}

/** A place in the learner's text; null for what lies in the notebook's own lines. */
function within({ start, length = 0 }: ts.Diagnostic, file: CellFile): Range | null {
	if (start === undefined || start < file.start || start > file.end) return null;
	return { from: start - file.start, to: Math.min(start + length, file.end) - file.start };
}

/** What is missing at the end of a cell is found missing in the line behind it. */
function clamped(found: ts.Diagnostic, file: CellFile): Range | null {
	if ((found.start ?? 0) < file.end) return within(found, file);
	const text = file.text.slice(file.start, file.end);
	const end = text.trimEnd().length;
	return { from: Math.max(0, end - 1), to: end };
}

function toProblem(
	found: ts.Diagnostic,
	range: Range | null,
	severity: Problem['severity'],
	reason: ProblemReason | null
): Problem | [] {
	if (!range) return [];
	const message = ts.flattenDiagnosticMessageText(found.messageText, '\n');
	const advice = (found.relatedInformation ?? [])
		.filter(({ code }) => ADVICE.has(code))
		.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
	return {
		...range,
		severity,
		code: found.code,
		message: [message, ...advice].join('\n'),
		reason
	};
}

/** Remarks that help: a forgotten `await`, a forgotten call. */
const ADVICE: ReadonlySet<number> = new Set([2773, 6212, 6213]);

function reasonOf(
	found: ts.Diagnostic,
	file: CellFile,
	project: CellProject,
	modules: readonly string[]
): ProblemReason | null {
	const written = file.text.slice(found.start, (found.start ?? 0) + (found.length ?? 0));
	if (CANNOT_FIND_MODULE.has(found.code)) {
		return { kind: 'no such module', specifier: written.replace(/^['"]|['"]$/g, ''), available: modules };
	}
	if (!CANNOT_FIND_NAME.has(found.code)) return null;
	const cell = project.definedBelow(file.id, written);
	return cell === null ? null : { kind: 'defined below', name: written, cell };
}

/**
 * A text that the compiler knows only as `string` where one of a few is asked for: it forgot what the learner wrote when
 * the value went through a variable, so nothing is known to be wrong.
 */
function isWidenedText({ code, messageText }: ts.Diagnostic): boolean {
	const leaves = typeof messageText === 'string' ? [{ code, messageText }] : leavesOf(messageText);
	return leaves.every(
		(leaf) =>
			leaf.code === NOT_ASSIGNABLE &&
			/^Type 'string' is not assignable to type '["A-Z]/.test(leaf.messageText)
	);
}

function leavesOf(chain: ts.DiagnosticMessageChain): { code: number; messageText: string }[] {
	return chain.next?.length ? chain.next.flatMap(leavesOf) : [chain];
}
