import { expect, test } from '@playwright/test';
import { elsewhere, office, tokenOf } from '../office';

test('a token is given out, opens what it may, and is taken back', async ({ browser, request }) => {
	const page = await office(browser, 'avery.stone');
	page.on('dialog', (dialog) => void dialog.accept());
	await page.goto('/console/settings?tab=tokens');
	const bearer = `Gate ${Date.now()}`;
	await page.getByLabel('Bearer').fill(bearer);
	await page.getByLabel(/^Rights with commas/).fill('workorder:read');
	await page.getByLabel('Days').fill('7');
	await page.getByRole('button', { name: 'Give out a token' }).click();
	await expect(page.getByText('This is the token. It is shown this once: copy it now.')).toBeVisible();
	const token = (await page.locator('.secret code').textContent()) ?? '';
	const job = () => request.get('/seiapi/v3/trans/WorkOrder/WO-24101', { headers: { 'x-access-token': token } });
	const account = () => request.get('/seiapi/v3/trans/Account/10010', { headers: { 'x-access-token': token } });
	expect([(await job()).status(), (await account()).status()]).toEqual([200, 403]);

	const row = page.getByRole('row', { name: new RegExp(bearer) });
	await row.getByRole('button', { name: /^Take back/ }).click();
	await expect(row).toHaveCount(0);
	expect((await job()).status()).toBe(401);
	await page.getByRole('button', { name: 'All', exact: true }).click();
	await expect(row).toContainText('Taken back');
});

test('a status is added and can be chosen where statuses are', async ({ browser }) => {
	const page = await office(browser, 'avery.stone');
	await page.goto('/console/settings?tab=statuses');
	const name = `Waits for parts ${Date.now()}`;
	await page.getByLabel('Status', { exact: true }).fill(name);
	await page.getByLabel('Category', { exact: true }).selectOption({ label: 'Blocked' });
	await page.getByRole('button', { name: 'Add a status' }).click();
	await expect(page.getByRole('row', { name: `${name} Blocked` })).toBeVisible();
	await page.goto('/console/records/unit');
	await page.getByRole('button', { name: 'New', exact: true }).click();
	await expect(page.getByRole('dialog').getByLabel('State', { exact: true }).locator('option', { hasText: name })).toHaveCount(1);
});

test('the roles of a person decide what they see and may do', async ({ browser, request }) => {
	const api = await elsewhere(request, 'avery.stone');
	const role = 'looker';
	await api.put('/admin/v1/users/ruth.adler/roles', { roles: ['production-manager'] });
	await api.put(`/admin/v1/roles/${role}`, { rights: 'me:profile,work-order:read-all,work-flow:read-all,context:read,unit:read-all,account:read' });
	const page = await office(browser, 'avery.stone');
	await page.goto('/console/settings?tab=people');
	const box = (of: string) => page.getByRole('checkbox', { name: `Ruth Adler: ${of}`, exact: true });
	await box(role).check();
	await expect(page.getByText('Ruth Adler has other roles now.').first()).toBeVisible();
	await box('production-manager').uncheck();
	const roles = async () => (await api.get<{ roles: string[] }>('/admin/v1/users/ruth.adler/roles')).roles;
	await expect.poll(roles).toEqual([role]);

	await tokenOf(request, 'ruth.adler');
	const narrow = await office(browser, 'ruth.adler');
	await narrow.goto('/console/flows');
	const nav = narrow.getByRole('navigation', { name: 'Main' });
	for (const open of ['Today', 'Projects', 'Units at work', 'Work flows', 'Records']) await expect(nav.getByRole('link', { name: open })).toBeVisible();
	for (const shut of ['Jobs', 'Dispatch board', 'Queues']) await expect(nav.getByRole('link', { name: shut })).toHaveCount(0);
	await expect(narrow.getByRole('link', { name: 'Stage a tablet' })).toBeVisible();
	await expect(narrow.getByRole('link', { name: 'New work flow' })).toHaveCount(0);
	await narrow.getByRole('link', { name: 'Stage a tablet' }).click();
	await expect(narrow.getByRole('button', { name: 'Check', exact: true })).toBeVisible();
	await expect(narrow.getByRole('button', { name: 'Save a new version' })).toHaveCount(0);
	await expect(narrow.getByLabel('Add a step')).toHaveCount(0);
	await narrow.goto('/console/records/unit');
	const tabs = narrow.getByRole('navigation', { name: 'Records' });
	await expect(tabs.getByRole('link')).toHaveText(['Accounts', 'Units']);
	await expect(narrow.getByRole('button', { name: 'New', exact: true })).toHaveCount(0);
	await expect(narrow.getByRole('button', { name: 'Import CSV' })).toHaveCount(0);
	await narrow.goto('/console/jobs');
	await expect(narrow.getByRole('alert').first()).toBeVisible();
	await expect(narrow.getByRole('link', { name: /^WO-/ })).toHaveCount(0);
	await narrow.goto('/console/settings');
	await expect(narrow.getByRole('navigation', { name: 'Settings' }).getByRole('link')).toHaveText(['This browser']);

	await box('production-manager').check();
	await expect.poll(roles).toContain('production-manager');
	await box(role).uncheck();
	await expect.poll(roles).toEqual(['production-manager']);
});
