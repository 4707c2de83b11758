import type { Page } from '@playwright/test';
import { Rng } from '#base/rng.ts';
import type { PageRegion } from '#tests/support/region-page/main.ts';
import { LastingBrowser } from './browser.ts';

export interface AccountSoakOptions {
	/** Address of the page with a region in it: tests/support/region-page. */
	readonly address: string;
	/** Path of the browser. */
	readonly chromium: string;
	readonly kills: number;
	readonly seed: number;
	readonly log: (line: string) => void;
}

export interface AccountSoakReport {
	readonly acknowledged: number;
	readonly unanswered: number;
	/** Whatever was acknowledged and is not there; empty when all is well. */
	readonly lost: readonly string[];
}

/** What stands under a key: how many bytes of which number; null for nothing. */
type Content = { readonly number: number; readonly sizeBytes: number } | null;

interface Entry {
	/** As last acknowledged. */
	sure: Content;
	/** What a request that was never answered would have made of it. */
	maybe: Content | undefined;
}

/** Every so many deaths it is the whole browser that dies, not the tab's process alone. */
const BROWSER_EVERY = 5;
const LANES = 4;
const KEYS_PER_LANE = 6;
/** Small ones share a file, the largest has one of its own. */
const SIZES = [10, 3_000, 100_000, 400_000];
const MOST_WRITES = 60;

/**
 * Puts, replaces and deletes objects in a tab and kills it without warning in the middle, again and again. After each death
 * everything that was acknowledged must be there.
 */
export async function killAccounts(options: AccountSoakOptions): Promise<AccountSoakReport> {
	const { address, chromium, kills, seed, log } = options;
	const rng = new Rng(seed);
	const entries = new Map<string, Entry>();
	for (let i = 0; i < LANES * KEYS_PER_LANE; i++) entries.set(`key-${i}`, { sure: null, maybe: undefined });
	const report = { acknowledged: 0, unanswered: 0, lost: [] as string[] };
	const browser = await LastingBrowser.create(chromium);
	let awaited = { writes: Infinity, reached: (): void => {} };
	const wish = (key: string): Content => {
		const entry = entries.get(key)!;
		const removes = entry.sure !== null && rng.next() < 0.2;
		entry.maybe = removes ? null : { number: rng.below(256), sizeBytes: SIZES[rng.below(SIZES.length)]! };
		return entry.maybe;
	};
	const acknowledge = (key: string): void => {
		const entry = entries.get(key)!;
		entry.sure = entry.maybe ?? null;
		entry.maybe = undefined;
		report.acknowledged++;
		if (--awaited.writes === 0) awaited.reached();
	};
	try {
		for (let death = 0; death <= kills; death++) {
			const page = await (await browser.context()).newPage();
			await page.exposeFunction('wish', wish);
			await page.exposeFunction('acknowledge', acknowledge);
			await page.goto(address);
			await openAccount(page);
			const found = await readAll(page, [...entries.keys()]);
			for (const [key, entry] of entries) {
				const is = found[key] ?? null;
				if (!isSame(is, entry.sure) && !isSame(is, entry.maybe)) {
					const told = [is, entry.sure, entry.maybe].map((one) => JSON.stringify(one) ?? 'unasked');
					report.lost.push(`after death ${death}: ${key} is ${told[0]}, not ${told[1]} or ${told[2]}`);
				}
				if (entry.maybe !== undefined) report.unanswered++;
				entry.sure = is;
				entry.maybe = undefined;
			}
			log(`${death} of ${kills} deaths, ${report.acknowledged} writes, ${report.lost.length} lost`);
			if (death === kills) break;
			const enough = new Promise<void>(
				(reached) => (awaited = { writes: 1 + rng.below(MOST_WRITES), reached })
			);
			work(page).catch(() => {});
			await enough;
			await page.waitForTimeout(rng.next() * 30);
			if (death % BROWSER_EVERY === BROWSER_EVERY - 1) await browser.kill();
			else await crash(page);
			awaited = { writes: Infinity, reached: () => {} };
		}
	} finally {
		await browser.close();
	}
	return report;
}

async function openAccount(page: Page): Promise<void> {
	await page.waitForFunction(() => 'region' in globalThis);
	const place = await page.evaluate(async () => {
		const { region } = globalThis as unknown as { region: PageRegion };
		const opened = await region.open(true);
		const [method, hostname, path] = ['PUT', 's3.us-east-1.amazonaws.com', '/kept'];
		await region.send({ method, hostname, path, query: {}, headers: {}, body: new Uint8Array(0) });
		return opened;
	});
	if (place !== 'files') throw new Error(`The account lies in '${place}', not in files.`);
}

/** What every key holds, as S3 answers. A content that is not of one number has the number -1. */
function readAll(page: Page, keys: readonly string[]): Promise<Record<string, Content>> {
	return page.evaluate(async (all) => {
		const { region } = globalThis as unknown as { region: PageRegion };
		const found: Record<string, { number: number; sizeBytes: number } | null> = {};
		for (const key of all) {
			const request = { method: 'GET', hostname: 's3.us-east-1.amazonaws.com', path: `/kept/${key}` };
			const { status, body } = await region.send({
				...request,
				query: {},
				headers: {},
				body: new Uint8Array(0)
			});
			const number = body.every((byte) => byte === body[0]) ? body[0]! : -1;
			found[key] = status === 200 ? { number, sizeBytes: body.length } : null;
			if (status !== 200 && status !== 404) found[key] = { number: -status, sizeBytes: 0 };
		}
		return found;
	}, keys);
}

/** Works until the tab is gone; each lane has keys of its own. */
function work(page: Page): Promise<void> {
	return page.evaluate(
		async ({ lanes, keysPerLane }) => {
			const { region, wish, acknowledge } = globalThis as unknown as {
				region: PageRegion;
				wish(key: string): Promise<{ number: number; sizeBytes: number } | null>;
				acknowledge(key: string): Promise<void>;
			};
			const runLane = async (lane: number): Promise<never> => {
				for (let i = 0; ; i++) {
					const key = `key-${lane * keysPerLane + (i % keysPerLane)}`;
					const content = await wish(key);
					const body = content ? new Uint8Array(content.sizeBytes).fill(content.number) : new Uint8Array(0);
					const request = { hostname: 's3.us-east-1.amazonaws.com', path: `/kept/${key}` };
					const method = content ? 'PUT' : 'DELETE';
					const { status } = await region.send({ ...request, method, query: {}, headers: {}, body });
					if (status >= 300) throw new Error(`${method} ${key} was answered ${status}.`);
					await acknowledge(key);
				}
			};
			await Promise.all(Array.from({ length: lanes }, (_, lane) => runLane(lane)));
		},
		{ lanes: LANES, keysPerLane: KEYS_PER_LANE }
	);
}

function isSame(a: Content, b: Content | undefined): boolean {
	return b !== undefined && JSON.stringify(a) === JSON.stringify(b);
}

/** Ends the process that draws the page; the page hears nothing of it. */
async function crash(page: Page): Promise<void> {
	const session = await page.context().newCDPSession(page);
	const crashed = page.waitForEvent('crash');
	// The answer never comes: who would give it is gone.
	session.send('Page.crash').catch(() => {});
	await crashed;
	await page.close();
}
