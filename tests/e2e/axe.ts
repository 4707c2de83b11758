import AxeBuilder from 'axe-core';
import type { Page } from '@playwright/test';

/**
 * Rule and place of every serious or critical finding of axe, on the page as it stands or in a part of it. Where the
 * system chooses the colours, their contrast is its affair.
 */
export async function seriousFindings(page: Page, part = 'html'): Promise<string[]> {
	if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AxeBuilder.source);
	return page.evaluate(async (within) => {
		const { axe } = globalThis as unknown as { axe: typeof AxeBuilder };
		const isForced = matchMedia('(forced-colors: active)').matches;
		const { violations } = await axe.run(within, {
			resultTypes: ['violations'],
			rules: { 'color-contrast': { enabled: !isForced } }
		});
		return violations
			.filter(({ impact }) => impact === 'serious' || impact === 'critical')
			.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
	}, part);
}
