import { existsSync } from 'node:fs';
import { installPackage, which } from './debian.mjs';
import { run } from './install.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * Path of a Chromium to test in: CHROMIUM_PATH, else the system's, else Debian's package where we may install one, else
 * Playwright's own download. Null where there is none to be had.
 */
export async function findChromium() {
	const given = process.env.CHROMIUM_PATH;
	if (given) return existsSync(given) ? given : null;
	const found = onPath();
	if (found) return found;
	installPackage('chromium');
	const installed = onPath();
	if (installed) return installed;
	const { chromium } = await import('@playwright/test');
	if (existsSync(chromium.executablePath())) return chromium.executablePath();
	run('npx', ['playwright', 'install', 'chromium']);
	return existsSync(chromium.executablePath()) ? chromium.executablePath() : null;
}

function onPath() {
	for (const name of NAMES) {
		const path = which(name);
		if (path) return path;
	}
	return null;
}
