import { expect, test } from '@playwright/test';
import { elsewhere, office } from '../office';

test('every number of today leads to its list', async ({ browser }) => {
	const page = await office(browser);
	await page.goto('/console');
	const unassigned = page.locator('a', { hasText: 'Unassigned' }).first();
	const value = await unassigned.locator('.value').filter({ hasText: /\d/ }).textContent();
	await unassigned.click();
	await expect(page.getByRole('heading', { level: 1, name: 'Jobs' })).toBeVisible();
	await expect(page.locator('tbody tr')).toHaveCount(Number(value));
	await expect(page.locator('tbody td:nth-child(5)').first()).toHaveText('nobody');
});

test('the palette finds a job by its number and opens it by keys', async ({ browser }) => {
	const page = await office(browser);
	await page.goto('/console');
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await page.keyboard.press('Control+k');
	await page.keyboard.type('WO-24150');
	await expect(page.getByRole('option').first()).toContainText('WO-24150');
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/console\/jobs\/WO-24150$/);
});

test('changes of two people to one job are merged, and where they meet one chooses', async ({ browser, request }) => {
	const api = await elsewhere(request);
	await api.make('J-MERGE', { Title: 'Pump', Description: 'Drips', Remarks: 'None' });
	const page = await office(browser);
	await page.goto('/console/jobs/J-MERGE');
	await page.getByLabel('Title').fill('Drain pump');
	await api.patch('J-MERGE', { Remarks: 'Ring twice' });
	await page.getByRole('button', { name: 'Save the changes' }).click();
	await expect(page.getByText('Saved, together with what somebody else changed')).toBeVisible();
	expect(await api.read('J-MERGE')).toMatchObject({ Title: 'Drain pump', Remarks: 'Ring twice' });

	await page.getByLabel('Title').fill('Mine');
	await api.patch('J-MERGE', { Title: 'Theirs' });
	await page.getByRole('button', { name: 'Save the changes' }).click();
	const dialog = page.getByRole('dialog', { name: 'Somebody changed this job meanwhile' });
	await dialog.getByRole('button', { name: 'Theirs', exact: true }).click();
	await expect(dialog).toBeHidden();
	await expect(page.getByLabel('Title')).toHaveValue('Theirs');
	expect(await api.read('J-MERGE')).toMatchObject({ Title: 'Theirs' });

	await page.getByRole('tab', { name: 'History' }).click();
	await expect(page.locator('.change', { hasText: 'Remarks' })).toContainText('Ring twice');
});

test('the document is edited as JSON, and what would change is shown before', async ({ browser, request }) => {
	const api = await elsewhere(request);
	await api.make('J-JSON', { Title: 'Before' });
	const page = await office(browser);
	await page.goto('/console/jobs/J-JSON?tab=json');
	const editor = page.getByLabel('The document as it is kept');
	await editor.fill('{ "OrderNum": "J-JSON", ');
	await expect(page.getByRole('alert')).toContainText('This is no JSON');
	await editor.fill('{ "OrderNum": "J-JSON", "Title": "After" }');
	await expect(page.locator('li', { hasText: 'Title' })).toContainText('− Before');
	await page.getByRole('button', { name: 'Save this document' }).click();
	await expect(page.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible();
	expect(await api.read('J-JSON')).toMatchObject({ Title: 'After' });
});

test('a session that ends says so and keeps what is on the page', async ({ browser }) => {
	const page = await office(browser);
	await page.goto('/console/jobs');
	await expect(page.locator('tbody tr').first()).toBeVisible();
	await page.evaluate(() => localStorage.removeItem('docket.tokens'));
	await page.getByRole('button', { name: 'Late', exact: true }).click();
	const dialog = page.getByRole('dialog', { name: 'Your sign-in has ended.' });
	await dialog.getByRole('button', { name: 'Stay here' }).click();
	await expect(page.locator('tbody tr').first()).toBeVisible();
});
