import { expect, test } from '@playwright/test';
import { elsewhere, office } from '../office';

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

test('the palette finds people, accounts, units and work orders by words and by ids, what fits best first', async ({ browser, request }) => {
	const api = await elsewhere(request, 'avery.stone');
	type List = { _embedded: Record<string, { work_order_id: string; label: string }[]> };
	const [order] = Object.values((await api.get<List>('/work-orders?limit=1'))._embedded)[0]!;
	const page = await office(browser, 'avery.stone');
	await page.goto('/console');
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	for (const [words, kind, title] of [
		['marcus', 'Person', 'Marcus Bell'],
		['10010', 'Account', 'Peachtree Bistro Group'],
		['hand scanner', 'Unit', 'Hand scanner'],
		['staging', 'Queue', 'Staging line 1'],
		[order!.work_order_id, 'Work order', order!.label]
	] as const) {
		await page.keyboard.press('Control+k');
		await page.keyboard.type(words);
		const first = page.getByRole('option').filter({ hasText: kind }).first();
		await expect(first).toContainText(title);
		if (kind !== 'Unit') await expect(page.getByRole('option').first()).toContainText(title);
		await page.keyboard.press('Escape');
		await expect(page.getByRole('option')).toHaveCount(0);
	}
});

test('a list is kept as a file, all of it', async ({ browser }) => {
	const page = await office(browser);
	await page.goto('/console/jobs?show=all');
	await expect(page.locator('tbody tr')).toHaveCount(100);
	const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export CSV' }).click()]);
	expect(file.suggestedFilename()).toBe('jobs.csv');
	const text = await (await file.createReadStream()).toArray();
	expect(Buffer.concat(text as Buffer[]).toString().split('\r\n').length).toBeGreaterThan(200);
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
	await expect(page.getByText('It was changed').first()).toBeVisible();
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

test('tasks and items are added, changed and taken out, while a device ticks one of them', async ({ browser, request }) => {
	const api = await elsewhere(request);
	await api.make('J-LISTS', {
		Title: 'Lists',
		Tasks: [
			{ TaskID: '1', Title: 'Look' },
			{ TaskID: '2', Title: 'Mend' }
		],
		Items: [{ ID: '1', ProdNum: 'L-2001', Qty: 2, Price: 10, IsChargeable: true }]
	});
	const page = await office(browser);
	await page.goto('/console/jobs/J-LISTS');
	await page.getByLabel('Task 1').fill('Look twice');
	await page.getByRole('button', { name: 'Remove Mend' }).click();
	await page.getByRole('button', { name: 'Add a task' }).click();
	await page.getByLabel('Task 2').fill('Clean up');
	await page.getByRole('button', { name: 'Add an item' }).click();
	await page.getByLabel('Product 2').fill('P-1001');
	await page.getByLabel('Product 2').press('Tab');
	await expect(page.getByLabel('Price 2')).toHaveValue('86.5');
	await page.getByLabel('Quantity 1').fill('3');
	await page.getByLabel('Quantity 1').press('Tab');
	await expect(page.getByText('116.50')).toBeVisible();
	await api.patch('J-LISTS', { Tasks: [{ TaskID: '1', ActualEnd: '2026-01-05T09:00:00.000Z' }] });
	await page.getByRole('button', { name: 'Save the changes' }).click();
	await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
	const job = await api.read('J-LISTS');
	expect(job.Tasks).toEqual([
		{ TaskID: '1', Title: 'Look twice', ActualEnd: '2026-01-05T09:00:00.000Z' },
		{ TaskID: '3', Title: 'Clean up' }
	]);
	expect(job.Items).toMatchObject([
		{ ID: '1', Qty: 3 },
		{ ID: '2', ProdNum: 'P-1001', Qty: 1, Price: 86.5 }
	]);
});

test('what was answered in forms is read in words, and photos are added, seen and deleted', async ({ browser, request }) => {
	const api = await elsewhere(request);
	await api.make('J-FORMS', {
		Title: 'Forms',
		FlexForms: ['7'],
		FlexAttrs: { '7': { '1': ['Y'] } },
		FlexFormsDisplayValues: [{ FlexFormID: '7', Title: 'Safety check', FlexGroups: [{ Title: 'Ladder', FlexAttrs: [{ FlexAttrID: '1', Label: 'Looked at', Value: 'yes' }] }] }]
	});
	const page = await office(browser);
	await page.goto('/console/jobs/J-FORMS');
	await expect(page.getByRole('heading', { name: 'Safety check' })).toBeVisible();
	await expect(page.getByText('Looked at')).toBeVisible();

	const photo = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
	await page.getByLabel('A note for the photos').fill('Name plate');
	await page.locator('input[type=file]').setInputFiles({ name: 'plate.png', mimeType: 'image/png', buffer: photo });
	const tile = page.getByRole('button', { name: 'Name plate' });
	await expect(tile.getByRole('img')).toBeVisible();
	expect((await api.read('J-FORMS')).Photos).toMatchObject([{ Note: 'Name plate' }]);
	await tile.click();
	page.on('dialog', (dialog) => void dialog.accept());
	await page.getByRole('dialog', { name: 'Name plate' }).getByRole('button', { name: 'Delete' }).click();
	await expect(page.getByText('No photos yet.')).toBeVisible();
});

test('times, equipment and whatever else stands in a job are changed through forms', async ({ browser, request }) => {
	const api = await elsewhere(request);
	const when = { Start: '2030-01-07T09:00:00.000Z', End: '2030-01-07T11:00:00.000Z' };
	await api.make('J-WHOLE', {
		Title: 'Whole',
		TimeConstraints: [{ ID: '1', Desc: 'There', Period: when }],
		Assets: [{ AssetNum: 'A-1', Desc: 'Pump' }],
		Account: { AccountNum: '10010', Contacts: [{ FirstName: 'Ada', LastName: 'Byron' }] },
		ReferralSource: 'Radio'
	});
	const page = await office(browser);
	await page.goto('/console/jobs/J-WHOLE');
	await page.getByLabel('Words of time 1').fill('There all morning');
	await page.getByRole('button', { name: 'Add a time' }).click();
	await page.getByLabel('Words of time 2').fill('Not there');
	await page.getByLabel('Time 2 from').fill('2030-01-08T09:00');
	await page.getByLabel('Time 2 to').fill('2030-01-08T10:00');
	await page.getByLabel('Model A-1').fill('X9');
	await page.getByLabel('Asset number').fill('A-2');
	await page.getByLabel('Asset number').press('Enter');
	await page.getByLabel('What it is A-2').fill('Valve');
	await page.getByText('Everything else').click();
	await page.getByLabel('Referral Source').fill('A friend');
	await page.getByLabel('FirstName').fill('Augusta');
	await page.getByLabel('FirstName').press('Tab');
	await page.getByRole('button', { name: 'Save the changes' }).click();
	await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
	const job = await api.read('J-WHOLE');
	expect(job).toMatchObject({ ReferralSource: 'A friend', Account: { Contacts: [{ FirstName: 'Augusta', LastName: 'Byron' }] } });
	expect(job.TimeConstraints).toEqual([
		{ ID: '1', Desc: 'There all morning', Period: when },
		{ ID: '2', Desc: 'Not there', Period: { Start: '2030-01-08T09:00:00.000Z', End: '2030-01-08T10:00:00.000Z' } }
	]);
	expect(job.Assets).toMatchObject([
		{ AssetNum: 'A-1', Desc: 'Pump', Model: 'X9' },
		{ AssetNum: 'A-2', Desc: 'Valve' }
	]);
});
