/** Hostile HTML, SVG, Markdown and maths. `trap` is `host:port` of a server that must never hear of it. */

/** Scripts under every name: each would set `pwned` on the page's window. */
export function scripts(): readonly string[] {
	return [
		'<script>window.pwned = 1</script>',
		'<script type="module">window.pwned = 2</script>',
		'<img src="x" onerror="window.pwned = 3">',
		'<svg onload="window.pwned = 4"><g onclick="window.pwned = 4"></g></svg>',
		'<svg><script>window.pwned = 5</script></svg>',
		'<svg><animate onbegin="window.pwned = 6" attributeName="x" dur="1s"></animate></svg>',
		'<svg><a><animate attributeName="href" to="javascript:window.pwned=7"/><text y="20">press</text></a></svg>',
		'<svg><set attributeName="onmouseover" to="window.pwned=8"/></svg>',
		'<svg><foreignObject><iframe srcdoc="<script>parent.pwned=9</script>"></iframe></foreignObject></svg>',
		'<iframe srcdoc="<script>parent.pwned = 10</script>"></iframe>',
		'<iframe src="javascript:parent.pwned = 11"></iframe>',
		'<object data="data:text/html,<script>parent.pwned=12</script>"></object><embed src="javascript:window.pwned=12">',
		'<details open ontoggle="window.pwned = 13"><summary>s</summary></details>',
		'<video><source onerror="window.pwned = 14"></video><audio src="x" onerror="window.pwned=14"></audio>',
		'<body onload="window.pwned = 15" onfocus="window.pwned = 15">',
		'<input autofocus onfocus="window.pwned = 16"><select autofocus onfocus="window.pwned = 16"></select>',
		'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.pwned=17&gt;">',
		'<form><math><mtext></form><form><mglyph><style></math><img src onerror="window.pwned = 18">',
		'<noscript><p title="</noscript><img src=x onerror=window.pwned=19>">',
		'<svg><style><img src=x onerror="window.pwned = 20"></style></svg>',
		'<template><img src=x onerror="window.pwned = 21"></template>',
		'<template shadowrootmode="open"><img src=x onerror="window.pwned = 22"></template>',
		'<a href="javascript:window.pwned = 23" id="press">press</a>',
		'<a href="java&#10;script:window.pwned = 24">press</a>',
		'<marquee onstart="window.pwned = 25">m</marquee>',
		'<div style="animation: spin 1ms" onanimationend="window.pwned = 26">d</div>',
		'<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg onload=window.pwned=27>#x"></use></svg>',
		'<x-element onpointerover="window.pwned = 28" is="script">x</x-element>',
		'<button popovertarget="p" onclick="window.pwned = 29">b</button><div popover id="p" onbeforetoggle="window.pwned = 29">p</div>',
		'<link rel="stylesheet" href="data:text/css,*{}" onload="window.pwned = 30">'
	];
}

/** Everything that loads something when it is merely shown. */
export function loads(trap: string): readonly string[] {
	const http = `http://${trap}`;
	return [
		`<img src="${http}/img"><img srcset="${http}/srcset 1x"><picture><source srcset="${http}/source"><img></picture>`,
		`<img src="//${trap}/relative"><img src="/\\${trap}/backslash"><img lowsrc="${http}/low" dynsrc="${http}/dyn">`,
		`<link rel="stylesheet" href="${http}/link.css"><link rel="prefetch" href="${http}/prefetch"><link rel="preload" as="image" href="${http}/preload">`,
		`<link rel="dns-prefetch" href="//${trap}"><link rel="preconnect" href="${http}"><link rel="icon" href="${http}/icon"><link rel="manifest" href="${http}/manifest">`,
		`<meta http-equiv="refresh" content="0;url=${http}/refresh"><base href="${http}/">`,
		`<style>@import "${http}/import.css"; @import url(${http}/import2.css); body { background: url(${http}/style) }</style>`,
		`<style>@font-face { font-family: f; src: url("${http}/font") } p { font-family: f }</style><p>text</p>`,
		`<style>p { background: image-set("${http}/set" 1x) } p::before { content: url(${http}/content) }</style><p>p</p>`,
		`<style>p { b\\61ckground: u\\72l(${http}/escape) } :root { --x: url(${http}/var) } p { cursor: url(${http}/cursor), auto }</style><p>p</p>`,
		`<p style="background: url(${http}/inline)">p</p><p style="list-style-image: url('${http}/list')">p</p>`,
		`<p style="border-image-source: url(&quot;${http}/border&quot;); filter: url(${http}/filter#f); mask: url(${http}/mask)">p</p>`,
		`<svg width="9" height="9"><image href="${http}/image" width="9" height="9"/><image xlink:href="${http}/xlink" width="9" height="9"/></svg>`,
		`<svg><use href="${http}/use.svg#a"/><use xlink:href="${http}/use2.svg#a"/></svg>`,
		`<svg><filter id="f"><feImage href="${http}/feimage"/></filter><rect filter="url(#f)" width="9" height="9"/></svg>`,
		`<svg><rect fill="url(${http}/fill#a)" width="9" height="9"/><rect style="fill: url(${http}/fill2#a)" width="9" height="9"/></svg>`,
		`<svg><foreignObject width="9" height="9"><img src="${http}/foreign"></foreignObject></svg>`,
		`<svg><image href="#x"><animate attributeName="href" to="${http}/animate" begin="0s" dur="1s" fill="freeze"/></image></svg>`,
		`<svg><style>@import "${http}/svg.css"; rect { fill: url(${http}/svgfill#x) }</style><rect width="9" height="9"/></svg>`,
		`<?xml-stylesheet href="${http}/pi.css"?><!DOCTYPE svg SYSTEM "${http}/dtd"><svg/>`,
		`<video src="${http}/video" poster="${http}/poster" autoplay></video><audio src="${http}/audio" autoplay></audio><track src="${http}/track">`,
		`<iframe src="${http}/iframe"></iframe><frame src="${http}/frame"><object data="${http}/object"></object><embed src="${http}/embed"><applet code="${http}/applet">`,
		`<table background="${http}/table"><tr><td background="${http}/td">t</td></tr></table><body background="${http}/body">`,
		`<form action="${http}/form"><input type="image" src="${http}/input"><button formaction="${http}/button">b</button></form>`,
		`<a href="${http}/link" ping="${http}/ping" attributionsrc="${http}/attribution">link</a><img attributionsrc="${http}/attribution2">`,
		`<img src="data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg"><image href="${http}/nested"/></svg>`)}">`,
		`<portal src="${http}/portal"></portal><fencedframe src="${http}/fenced"></fencedframe>`,
		`<svg><cursor href="${http}/cursor2"/><font-face-uri href="${http}/fontface"/><mpath href="${http}/mpath"/><script href="${http}/script"></script></svg>`,
		`<math href="${http}/math"><maction xlink:href="${http}/maction">m</maction></math>`
	];
}

/** Markdown that would load, run or cover. */
export function markdown(trap: string): string {
	const http = `http://${trap}`;
	return [
		`![a](${http}/picture) ![b](//${trap}/picture) ![c](<javascript:window.pwned=41>) ![d][ref]`,
		'[press](javascript:window.pwned=42) [press](JaVaScRiPt:window.pwned=43) [press](data:text/html,<script>window.pwned=44</script>)',
		'[press](vbscript:x) <javascript:window.pwned=45> [press](&#106;avascript:window.pwned=46)',
		`<img src=x onerror="window.pwned=47"> <script>window.pwned = 48</script> <img src="${http}/raw">`,
		'<div style="position:fixed;inset:0;z-index:99999;background:red">cover</div>',
		'<style>body { display: none }</style>',
		`[ref]: ${http}/reference "title\\" onload=\\"window.pwned=49"`,
		`$\\href{javascript:window.pwned=50}{x}$ $\\url{javascript:window.pwned=51}$ $\\includegraphics{${http}/graphics}$`,
		'$\\htmlData{x=1}{y}$ $\\htmlStyle{position:fixed;inset:0}{y}$ $\\htmlId{app}{y}$ $\\htmlClass{cover}{y}$',
		'$\\text{<img src=x onerror=window.pwned=52>}$ $<script>window.pwned=53</script>$',
		'$\\def\\a{\\a\\a}\\a$ $\\rule{99999em}{99999em}$ $\\kern-9999em\\rule{9999em}{9999em}$',
		`$$\\color{red;background:url(${http}/colour)}x$$`,
		'# <img src=x onerror=window.pwned=54> {#app onclick=window.pwned=55}'
	].join('\n\n');
}

/** Styles that would leave their output. */
export const LEAKS: readonly string[] = [
	'<style>body, html, #app, main, button { display: none !important }</style><p>leak</p>',
	'<style>:root, :host-context(body) { --ink: red !important; filter: invert(1) }</style><p>leak</p>',
	'<div style="position:fixed;inset:0;z-index:2147483647;background:red">cover</div>',
	'<div style="position:absolute;top:-5000px;left:-5000px;width:20000px;height:20000px;z-index:2147483647;background:red">cover</div>',
	'<style>:host { position: fixed !important; inset: 0 !important; z-index: 2147483647 !important; contain: none !important; overflow: visible !important; background: red !important; width: 100vw !important; height: 100vh !important }</style><p>host</p>',
	'<style>:host { contain: none !important; overflow: visible !important } div { position: fixed; inset: 0; background: red; z-index: 99999 }</style><div>cover</div>',
	'<style>:host { transform: scale(99) !important; margin: -3000px !important; outline: 5000px solid red !important; box-shadow: 0 0 0 5000px red !important }</style><p>host</p>',
	'<svg width="10" height="10" style="overflow:visible;position:fixed;inset:0;width:100vw;height:100vh"><rect x="-9999" y="-9999" width="99999" height="99999" fill="red"/></svg>'
];

/** Names that would stand in the way of the page's own. */
export const CLOBBERS =
	['app', 'location', 'document', 'localStorage', 'parent', 'top', 'name', 'fetch', 'pwned', 'indexedDB']
		.map(
			(name) =>
				`<a id="${name}" name="${name}"></a><img name="${name}"><form id="${name}" name="${name}"><input name="action"></form>`
		)
		.join('') + '<a id="config"></a><a id="config" name="url" href="https://evil.test"></a>';

/** A foreign notebook whose every part is hostile: names, metadata, texts, attachments and saved outputs. */
export function notebook(trap: string): string {
	const bad = `<img src="http://${trap}/part" onerror="window.pwned=80">`;
	const output = (data: Readonly<Record<string, unknown>>): unknown => ({
		output_type: 'display_data',
		metadata: { [bad]: bad },
		data
	});
	const html = [...scripts(), ...loads(trap), ...LEAKS, CLOBBERS].join('');
	return JSON.stringify({
		nbformat: 4,
		nbformat_minor: 5,
		metadata: {
			title: bad,
			kernelspec: { name: bad, display_name: bad, language: 'typescript' },
			language_info: { name: 'typescript' },
			authors: [{ name: bad }]
		},
		cells: [
			{ cell_type: 'markdown', id: 'a', metadata: {}, source: `# ${bad} Hostile\n\n${markdown(trap)}` },
			{
				cell_type: 'markdown',
				id: 'b',
				metadata: {},
				source: '![x](attachment:x.svg)',
				attachments: { 'x.svg': { 'image/svg+xml': `<svg onload="window.pwned=81">${bad}</svg>` } }
			},
			{ cell_type: 'raw', id: 'c', metadata: { format: 'text/html' }, source: bad },
			{
				cell_type: 'code',
				id: 'd',
				metadata: { name: bad, tags: [bad] },
				execution_count: 1,
				source: `// ${bad}\nglobalThis.ran = true`,
				outputs: [
					{
						output_type: 'stream',
						name: 'stdout',
						text: [bad, '\u001b]8;;javascript:window.pwned=82\u0007press\u001b]8;;\u0007']
					},
					output({ 'text/html': html, 'text/plain': bad }),
					output({ 'image/svg+xml': html, 'text/plain': bad }),
					output({ 'text/markdown': markdown(trap), 'text/plain': bad }),
					output({ 'text/latex': `$\\href{javascript:window.pwned=83}{x}$ ${bad}`, 'text/plain': bad }),
					output({ 'application/javascript': 'window.pwned = 84', 'text/plain': bad }),
					output({ 'application/vnd.jupyter.widget-view+json': { model_id: bad }, 'text/plain': bad }),
					output({
						'image/png': `x" onerror="window.pwned=85`,
						'image/jpeg': `http://${trap}/jpeg`,
						'text/plain': bad
					}),
					output({ 'application/pdf': 'JVBERi0=', 'text/plain': bad }),
					{ output_type: 'error', ename: bad, evalue: bad, traceback: [bad] }
				]
			}
		]
	});
}
