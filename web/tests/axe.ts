import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** Nothing on the page keeps somebody out. */
export async function accessible(page: Page): Promise<void> {
	// What still fades in or out has colours that it will not keep.
	await page.evaluate(() => {
		const ending = document.getAnimations().filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime));
		return Promise.allSettled(ending.map((one) => one.finished));
	});
	await page.evaluate(axe);
	const violations = await page.evaluate(async () => {
		const found = await (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe.run();
		return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`);
	});
	expect(violations, page.url()).toEqual([]);
}

/** A screen of a phone that everybody can use, and that fits; a picture of it for the documentation, when asked for. */
export async function seen(page: Page, name: string, look: 'light' | 'dark'): Promise<void> {
	await accessible(page);
	expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), `${name} fits`).toBeLessThanOrEqual(390);
	const folder = process.env.JOURNEYS_PICTURES;
	if (folder) await page.screenshot({ path: `${folder}/tech-${name}${look === 'dark' ? '-dark' : ''}.png` });
}
