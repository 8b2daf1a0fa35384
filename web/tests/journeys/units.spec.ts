import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { elsewhere, freeUnit, office } from '../office';

test('a blocked cycle is done again, and another is cancelled', async ({ browser, request }) => {
	const api = await elsewhere(request, 'avery.stone');
	const page = await office(browser, 'avery.stone');
	const asked: string[] = [];
	page.on('dialog', (dialog) => {
		asked.push(dialog.message());
		void dialog.accept();
	});
	await page.goto('/console/cycles');
	const rows = page.getByRole('region', { name: 'Cycles' }).locator('tbody tr');
	await expect(rows.first()).toBeVisible();
	const begun = await rows.count();
	expect(begun, 'blocked cycles to begin with').toBeGreaterThan(1);
	const first = rows.first();
	const name = (await first.locator('b').first().textContent()) ?? '';
	const order = (await first.getByRole('link', { name: /Scanners/ }).getAttribute('href'))?.split('/').pop();
	type Cycles = { _embedded: Record<string, { slug: string; is_retry: boolean; current_status: { category: string } }[]> };
	const state = async (slug: string) => Object.values((await api.get<Cycles>(`/work-orders/${order}/cycles?limit=100`))._embedded).flat().find((one) => one.slug === slug)?.current_status.category;
	expect(await state(name)).toBe('BLOCKED');

	await first.getByRole('button', { name: /^Retry/ }).click();
	await expect(page.getByText(/is done again\./)).toBeVisible();
	await expect(rows).toHaveCount(begun - 1);
	expect(asked).toEqual([]);

	const other = (await rows.first().locator('b').first().textContent()) ?? '';
	await rows.first().getByRole('button', { name: /^Cancel/ }).click();
	await expect(page.getByText(/is cancelled\./)).toBeVisible();
	expect(asked).toHaveLength(1);
	await expect.poll(() => state(other)).toBe('CANCELLED');
	await expect(page.getByRole('button', { name: new RegExp(`^Cancel.*${other}$`) })).toHaveCount(0);
});

test('the story of a unit tells what was changed and what ran, as it happens, and is kept as a file', async ({ browser, request }) => {
	const api = await elsewhere(request, 'avery.stone');
	type Page = { _embedded: Record<string, { work_flow_id: string; label: string }[]> };
	const flow = Object.values((await api.get<Page>('/work-flows?limit=100'))._embedded).flat().find((one) => one.label === 'Stage a tablet');
	const unit = await freeUnit(api);
	const page = await office(browser, 'avery.stone');
	await page.goto(`/console/units/${unit}`);
	const story = page.locator('section', { has: page.getByRole('heading', { name: 'Its story' }) });
	const runs = page.locator('section', { has: page.getByRole('heading', { name: 'Runs' }) });
	await expect(story).toBeVisible();

	await api.post(`/work-flows/${flow?.work_flow_id}/contexts`, { entity_type: 'UNIT', entity_id: unit });
	await expect(runs.getByRole('link', { name: 'Stage a tablet' }).first()).toBeVisible();
	await expect(runs.getByText('Scan the asset tag').first()).toBeVisible();
	await expect(story.locator('li').first()).toContainText('Avery Stone');
	await expect(story.locator('li').first()).toContainText('In Progress');

	const tag = `T-${Date.now()}`;
	await page.getByLabel(/^Asset tag/).fill(tag);
	await page.getByRole('button', { name: 'Save the values' }).click();
	await expect(story.locator('li').first()).toContainText(tag);

	for (const [what, told] of [['unit-story', tag], ['unit-runs', 'Scan the asset tag']] as const) {
		const kept = page.waitForEvent('download');
		await page.getByRole('button', { name: `Export CSV: ${what}` }).click();
		expect(readFileSync(await (await kept).path(), 'utf8')).toContain(told);
	}
});
