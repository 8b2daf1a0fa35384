import { expect, test } from '@playwright/test';
import { elsewhere, freeUnit, office } from '../office';

test('each number of today leads to its list', async ({ browser }) => {
	const page = await office(browser, 'avery.stone');
	await page.goto('/console');
	const numbers = page.locator('.figures a');
	await expect(numbers).toHaveCount(8);
	const places = await numbers.evaluateAll((all) => all.map((one) => [one.querySelector('.name')!.textContent!, one.getAttribute('href')!] as const));
	for (const [name, href] of places) {
		const number = page.locator('.figures a').filter({ has: page.locator('.name', { hasText: new RegExp(`^${name}$`) }) });
		const value = Number(await number.locator('.value').filter({ hasText: /\d/ }).textContent());
		await number.click();
		await expect(page, name).toHaveURL(new RegExp(`${href.replace('?', '\\?')}$`));
		// A list shows a hundred at first.
		if (value > 0 && value <= 100) await expect(page.locator('tbody tr'), name).toHaveCount(value);
		else if (value === 0) await expect(page.locator('p.empty'), name).toBeVisible();
		await page.goto('/console');
	}
});

test('the number of jobs in a state leads to them, not only its name', async ({ browser }) => {
	const page = await office(browser);
	await page.goto('/console');
	const number = page.locator('.bars b').first();
	const value = Number(await number.textContent());
	await number.click();
	await expect(page).toHaveURL(/\/console\/jobs\?status=\d+$/);
	await expect(page.locator('tbody tr')).toHaveCount(Math.min(value, 100));
});

test('what happens elsewhere is told as it happens, by names that people know', async ({ browser, request }) => {
	const api = await elsewhere(request, 'avery.stone');
	const unit = await freeUnit(api);
	const { label } = await api.get<{ label: string }>(`/units/${unit}`);
	const page = await office(browser, 'avery.stone');
	await page.goto('/console');
	const feed = page.getByRole('region', { name: 'What happens' });
	await expect(feed.getByRole('listitem').first()).toBeVisible();
	await api.make('J-FEED', { Title: 'Seen at once' });
	const made = feed.getByRole('listitem').filter({ hasText: 'Job J-FEED' }).first();
	await expect(made).toContainText('was made');
	await expect(made).toContainText('Avery Stone');
	type List = { _embedded: Record<string, { work_flow_id: string }[]> };
	const flow = Object.values((await api.get<List>('/work-flows?limit=1'))._embedded)[0]![0]!.work_flow_id;
	await api.post(`/work-flows/${flow}/contexts`, { entity_type: 'UNIT', entity_id: unit });
	await expect(feed.getByRole('listitem').filter({ hasText: label }).first()).toBeVisible();
	await expect(feed).not.toContainText('…');
	await made.getByRole('link').click();
	await expect(page).toHaveURL(/\/console\/jobs\/J-FEED$/);
});
