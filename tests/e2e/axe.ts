import AxeBuilder from 'axe-core';
import type { Page } from '@playwright/test';

/** Rule and place of every serious or critical finding of axe on the page as it stands. */
export async function seriousFindings(page: Page): Promise<string[]> {
	await page.evaluate(AxeBuilder.source);
	return page.evaluate(async () => {
		const { violations } = await (globalThis as unknown as { axe: typeof AxeBuilder }).axe.run();
		return violations
			.filter(({ impact }) => impact === 'serious' || impact === 'critical')
			.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
	});
}
