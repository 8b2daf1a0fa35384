import { expect, test } from '@playwright/test';
import { elsewhere, office } from '../office';

const HEADER = 'Account Num;Name;City';

test('a thousand accounts with seven faulty rows are refused whole, and imported when they are right', async ({ browser, request }) => {
	test.setTimeout(90_000);
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
	await expect(dialog.getByRole('row', { name: '9 Account Num is missing', exact: true })).toBeVisible();
	await expect(dialog.getByRole('button', { name: 'Import 1000 rows' })).toBeDisabled();
	await dialog.locator('input[type=file]').setInputFiles(file(good));
	await dialog.getByRole('button', { name: 'Import 1000 rows' }).click();
	await expect(dialog).toBeHidden({ timeout: 120_000 });
	await page.getByLabel('Find').fill('Imported');
	await expect(page.getByText(/^1000 of/)).toBeVisible();
	const api = await elsewhere(request, 'avery.stone');
	expect(await api.get('/seiapi/v3/trans/Account/I-999')).toMatchObject({ Name: 'Imported 999', Addresses: [{ City: 'Atlanta' }] });
});

test('columns are told apart by hand, and what the check run finds is mended', async ({ browser, request }) => {
	const page = await office(browser, 'avery.stone');
	await page.goto('/console/records/location');
	await page.getByRole('button', { name: 'Import CSV' }).click();
	const dialog = page.getByRole('dialog', { name: 'Import Locations' });
	const file = (account: string) => {
		const rows = ['Kunde;Nr;Bezeichnung;Intern', '10010;H-1;Zürich, first;x', `${account};H-2;Second;y`];
		// As a spreadsheet on Windows writes it.
		return { name: 'l.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\r\n'), 'latin1') };
	};
	await dialog.locator('input[type=file]').setInputFiles(file('nobody'));
	await dialog.getByLabel('Kunde').selectOption('Account Num');
	await dialog.getByLabel('Nr').selectOption('Location Num');
	await dialog.getByLabel('Bezeichnung').selectOption('Name');
	await expect(dialog.getByRole('row', { name: '3 Kunde is not an account' })).toBeVisible();
	await dialog.locator('input[type=file]').setInputFiles(file('10010'));
	await dialog.getByLabel('Kunde').selectOption('Account Num');
	await dialog.getByLabel('Nr').selectOption('Location Num');
	await dialog.getByLabel('Bezeichnung').selectOption('Name');
	await expect(dialog).toContainText('2 new, 0 changed, 0 as they are.');
	await dialog.getByRole('button', { name: 'Import 2 rows' }).click();
	await expect(dialog).toBeHidden();
	const api = await elsewhere(request, 'avery.stone');
	expect(await api.get('/seiapi/v3/trans/Account/10010/Location/H-1')).toMatchObject({ Name: 'Zürich, first' });
});

test('jobs and units are imported', async ({ browser, request }) => {
	const page = await office(browser, 'avery.stone');
	await page.goto('/console/jobs');
	await page.getByRole('button', { name: 'Import CSV' }).click();
	const jobs = page.getByRole('dialog', { name: 'Import Jobs' });
	const csv = (name: string, rows: string[]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
	await jobs.locator('input[type=file]').setInputFiles(csv('j.csv', ['OrderNum,Title,AccountNum', 'IMP-1,Imported pump,10010', 'IMP-2,Lost pump,nobody']));
	await expect(jobs.getByRole('row', { name: /^3 AccountNum/ })).toBeVisible();
	await jobs.locator('input[type=file]').setInputFiles(csv('j.csv', ['OrderNum,Title,AccountNum', 'IMP-1,Imported pump,10010']));
	await jobs.getByRole('button', { name: 'Import 1 rows' }).click();
	await expect(jobs).toBeHidden();
	const api = await elsewhere(request, 'avery.stone');
	expect(await api.get('/seiapi/v3/trans/WorkOrder/IMP-1')).toMatchObject({ Title: 'Imported pump', Account: { Name: expect.any(String) } });

	const known = (await api.get('/units?limit=1')) as { _embedded: Record<string, { part: { part_id: string }; current_location: { location_id: string }; current_status: { status: string } }[]> };
	const [like] = Object.values(known._embedded)[0] ?? [];
	await page.goto('/console/records/unit');
	await page.getByRole('button', { name: 'Import CSV' }).click();
	const units = page.getByRole('dialog', { name: 'Import Units' });
	const row = `Imported unit,IMP-S-1,${like?.part.part_id},${like?.current_location.location_id},${like?.current_status.status}`;
	await units.locator('input[type=file]').setInputFiles(csv('u.csv', ['label,serial_number,part,location,status', row]));
	await expect(units).toContainText('1 new, 0 changed, 0 as they are.');
	await units.getByRole('button', { name: 'Import 1 rows' }).click();
	await expect(units).toBeHidden();
	await page.getByLabel('Find').fill('Imported unit');
	await expect(page.getByRole('link', { name: 'Imported unit' })).toBeVisible();
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

test('codes of a record are told in words, and chosen by them', async ({ browser, request }) => {
	const page = await office(browser, 'avery.stone');
	await page.goto('/console/records/product');
	await expect(page.getByRole('row', { name: /Labour, hour Labour/ })).toBeVisible();
	await page.getByRole('button', { name: 'L-2001' }).click();
	const dialog = page.getByRole('dialog');
	await expect(dialog.getByLabel('Type', { exact: true })).toHaveValue('1003');
	await dialog.getByLabel('Type', { exact: true }).selectOption({ label: 'Travel (1004)' });
	await dialog.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(page.getByRole('row', { name: /Labour, hour Travel/ })).toBeVisible();
	const api = await elsewhere(request, 'avery.stone');
	expect(await api.get('/seiapi/v3/trans/Products/L-2001')).toMatchObject({ ProdType: '1004', Desc: { en: 'Labour, hour' } });
});
