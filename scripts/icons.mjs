/**
 * `node scripts/icons.mjs`: draws the PNG icons of public/ from public/icon.svg, in Chromium. To be run after the
 * drawing has changed. «Maskable» ones have no round corners and keep their drawing inside the safe inner circle.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { findChromium } from './chromium.mjs';
import { ROOT } from './install.mjs';

const ICONS = [
	{ name: 'icon-192.png', size: 192, maskable: false },
	{ name: 'icon-512.png', size: 512, maskable: false },
	{ name: 'icon-maskable-512.png', size: 512, maskable: true },
	// Apple's home screen cuts the corners itself.
	{ name: 'apple-touch-icon.png', size: 180, maskable: true }
];
/** How large the drawing is on a maskable icon: the safe circle has 80 % of the width. */
const SAFE = 0.72;

const svg = readFileSync(`${ROOT}public/icon.svg`, 'utf8');
const ground = /<rect[^>]* fill="([^"]+)"[^>]*\/>/.exec(svg);
if (!ground) throw new Error('public/icon.svg has no ground.');

const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
for (const { name, size, maskable } of ICONS) {
	const page = await browser.newPage({ viewport: { width: size, height: size } });
	const width = maskable ? size * SAFE : size;
	const drawing = maskable ? svg.replace(ground[0], '') : svg;
	const sized = drawing.replace('<svg ', `<svg width="${width}" height="${width}" `);
	const style = `margin:0;display:grid;place-items:center;height:100vh;background:${maskable ? ground[1] : 'transparent'}`;
	await page.setContent(`<body style="${style}">${sized}</body>`);
	writeFileSync(`${ROOT}public/${name}`, await page.screenshot({ omitBackground: true }));
	await page.close();
}
await browser.close();
