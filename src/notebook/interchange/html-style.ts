/** How an exported notebook looks: on screens in light and dark, on paper in black on white. */
export const HTML_STYLE = `
:root {
	color-scheme: light dark;
	--page: #f7f4ec; --surface: #fffdf8; --sunk: #f0ece1; --line: #ded8c8;
	--ink: #22281f; --ink-2: #51574a; --sage: #3f5f4c; --ochre: #7d5200; --red: #a12d24;
	--red-tint: #fae7e2; --violet: #66508c;
	--code-string: #2f6a45; --code-number: #8f4a12; --code-comment: #6a6d5e; --code-function: #1f5f75;
	--font: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', sans-serif;
	--font-title: ui-serif, 'Iowan Old Style', 'Palatino Linotype', Palatino, 'Noto Serif', Georgia, serif;
	--font-mono: ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
}
@media (prefers-color-scheme: dark) {
	:root {
		--page: #151815; --surface: #1c201c; --sunk: #111411; --line: #333a33;
		--ink: #e9e7dd; --ink-2: #b9bbad; --sage: #a9c6b0; --ochre: #e8bd66; --red: #f49b8e;
		--red-tint: #3a1f1c; --violet: #c3b2e8;
		--code-string: #a5d0a9; --code-number: #ecb277; --code-comment: #949888; --code-function: #8fc7da;
	}
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.65 var(--font); }
main, footer { max-width: 54rem; margin: 0 auto; padding: 2.5rem 1rem 1rem; }
footer { padding-top: 0; color: var(--ink-2); font-size: 0.8rem; }
h1, h2 { font-family: var(--font-title); font-weight: 600; line-height: 1.2; letter-spacing: -0.01em; }
h1 { font-size: 2.1rem; }
h2 { margin-top: 2.4rem; font-size: 1.5rem; }
a { color: var(--sage); }
img { max-width: 100%; }
section { margin: 0 0 1.2rem; }
.text, .raw { padding-left: 3.2rem; }
.text > :first-child { margin-top: 0; }
.text table, .table table { border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
.text th, .text td, .table th, .table td { padding: 0.3rem 0.7rem; border-bottom: 1px solid var(--line); text-align: start; }
.text blockquote { margin-inline: 0; padding: 0.1em 1em; border-left: 3px solid var(--violet); }
.text :not(pre) > code { padding: 0.1em 0.35em; border-radius: 4px; background: var(--sunk); }
.table { overflow-x: auto; }
.table .number { text-align: end; }
pre, code, .count, .tree, .console { font-family: var(--font-mono); font-size: 0.84rem; }
pre { margin: 0; line-height: 1.55; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 2; }
.text pre, .raw pre { padding: 0.75rem 0.9rem; border: 1px solid var(--line); border-radius: 6px; background: var(--sunk); }
.code { display: grid; grid-template-columns: 3.2rem minmax(0, 1fr); }
.count { padding-top: 0.7rem; color: var(--ink-2); white-space: pre; }
.frame { border: 1px solid var(--line); border-left: 4px solid var(--sage); border-radius: 6px; background: var(--surface); overflow: hidden; }
.source { padding: 0.7rem 0.9rem; }
.note { margin: 0; padding: 0.3rem 0.9rem 0; color: var(--ink-2); font: 0.8rem var(--font); }
.outputs { display: grid; gap: 0.6rem; padding: 0.7rem 0.9rem; border-top: 1px solid var(--line); background: var(--page); }
.outputs > * { min-width: 0; }
.outputs > .text { padding-left: 0; }
.stderr, .console.warn { padding-left: 0.6rem; border-left: 3px solid var(--ochre); color: var(--ochre); }
.console.error { padding-left: 0.6rem; border-left: 3px solid var(--red); color: var(--red); }
.console, .tree { overflow-wrap: anywhere; }
.console details { display: inline-block; vertical-align: top; }
.markup { overflow-x: auto; contain: layout paint; }
.tree ul, .console ul { margin: 0; padding-left: 1.4em; list-style: none; }
.tree .note, .console .note { padding: 0; }
summary { cursor: pointer; }
.key { color: var(--violet); }
.error { padding: 0.7rem 0.9rem; border: 1px solid var(--red); border-left-width: 4px; border-radius: 6px; background: var(--red-tint); }
.error.quiet { border-color: var(--ochre); background: none; }
.error p { margin: 0 0 0.3em; }
.error code { color: var(--red); font-weight: 600; }
.message { white-space: pre-wrap; overflow-wrap: anywhere; }
.tok-keyword, .tok-operatorKeyword, .tok-bool, .tok-null { color: var(--violet); }
.tok-string, .tok-string2 { color: var(--code-string); }
.tok-number { color: var(--code-number); }
.tok-comment { color: var(--code-comment); font-style: italic; }
.tok-typeName, .tok-className { color: var(--ochre); }
.tok-propertyName, .tok-definition { color: var(--code-function); }
@media (max-width: 640px) {
	.text, .raw { padding-left: 0; }
	.code { grid-template-columns: minmax(0, 1fr); }
	.count { padding: 0; }
}
@media print {
	:root {
		color-scheme: light;
		--page: #fff; --surface: #fff; --sunk: #fff; --line: #bbb; --ink: #000; --ink-2: #444;
		--sage: #3f5f4c; --ochre: #7d5200; --red: #a12d24; --red-tint: #fff; --violet: #66508c;
		--code-string: #2f6a45; --code-number: #8f4a12; --code-comment: #6a6d5e; --code-function: #1f5f75;
	}
	body { font-size: 10.5pt; }
	main, footer { max-width: none; padding: 0; }
	h1, h2, h3, h4 { break-after: avoid; }
	img, svg, tr, .error, .markup { break-inside: avoid; }
	.source { break-inside: auto; }
	.frame, .table, .markup { overflow: visible; contain: none; }
	.code { grid-template-columns: minmax(0, 1fr); }
	.text, .raw { padding-left: 0; }
	.count { padding: 0; }
	.table table { font-size: 7.5pt; }
	.table th, .table td { padding: 0.15rem 0.3rem; overflow-wrap: anywhere; }
	thead { display: table-header-group; }
}
`;
