import { expect, test } from '@playwright/test';
import { elsewhere, office } from '../office';

const HEADER = 'Account Num;Name;City';

test('a thousand accounts with seven faulty rows are refused whole, and imported when they are right', async ({ browser, request }) => {
	test.setTimeout(180_000);
	const good = Array.from({ length: 1_000 }, (_, n) => `I-${n};Imported ${n};Atlanta`);
	const bad = good.map((row, n) => (n % 150 === 7 ? row.replace(/^I-\d+/, '') : row));
	const file = (rows: string[]) => ({ name: 'accounts.csv', mimeType: 'text/csv', buffer: Buffer.from([HEADER, ...rows].join('\n')) });
	const page = await office(browser, 'avery.stone');
	await page.goto('/console/records/account');
	await page.getByRole('button', { name: 'Import CSV' }).click();
	const dialog = page.getByRole('dialog', { name: 'Import Accounts' });
	await dialog.locator('input[type=file]').setInputFiles(file(bad));
	await expect(dialog).toContainText('7 rows are not right');
	await expect(dialog.locator('tbody tr')).toHaveCount(7);
	await expect(dialog.getByRole('button', { name: 'Import 1000 rows' })).toBeDisabled();
	await dialog.locator('input[type=file]').setInputFiles(file(good));
	await dialog.getByRole('button', { name: 'Import 1000 rows' }).click();
	await expect(dialog).toBeHidden({ timeout: 120_000 });
	await page.getByLabel('Find').fill('Imported');
	await expect(page.getByText(/^1000 of/)).toBeVisible();
	const api = await elsewhere(request, 'avery.stone');
	expect(await api.get('/seiapi/v3/trans/Account/I-999')).toMatchObject({ Name: 'Imported 999', Addresses: [{ City: 'Atlanta' }] });
});

test('an import that the server refuses half-way leaves everything as it was', async ({ browser, request }) => {
	const page = await office(browser, 'avery.stone');
	await page.goto('/console/records/location');
	await page.getByRole('button', { name: 'Import CSV' }).click();
	const dialog = page.getByRole('dialog', { name: 'Import Locations' });
	const rows = ['AccountNum,LocationNum,Name', '10010,H-1,First', 'nobody,H-2,Second'];
	await dialog.locator('input[type=file]').setInputFiles({ name: 'l.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
	await dialog.getByRole('button', { name: 'Import 2 rows' }).click();
	await expect(dialog.getByRole('alert')).toContainText('Row 3 was refused');
	const api = await elsewhere(request, 'avery.stone');
	expect(await api.get('/seiapi/v3/trans/Account/10010/Location/H-1')).not.toHaveProperty('LocationNum');
});

test('a role is changed in the matrix and holds', async ({ browser }) => {
	const page = await office(browser, 'avery.stone');
	await page.goto('/console/settings?tab=roles');
	const box = page.getByRole('checkbox', { name: 'dispatcher: role:read', exact: true });
	await expect(box).not.toBeChecked();
	await box.check();
	await page.getByRole('button', { name: 'Save dispatcher' }).click();
	await expect(page.getByText('dispatcher is saved')).toBeVisible();
	await page.reload();
	await expect(box).toBeChecked();
	await box.uncheck();
	await page.getByRole('button', { name: 'Save dispatcher' }).click();
	await expect(page.getByRole('button', { name: 'Save dispatcher' })).toBeHidden();
});
