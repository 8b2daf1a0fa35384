import { expect, test } from '@playwright/test';
import { elsewhere, office } from '../office';

test('a text that is typed stays while somebody else changes the job, and saving keeps both', async ({ browser, request }) => {
	const api = await elsewhere(request);
	await api.make('J-TYPED', { Title: 'Before', Remarks: 'None', Description: 'Drips' });
	const page = await office(browser);
	await page.goto('/console/jobs/J-TYPED?tab=json');
	const text = page.getByLabel('The document as it is kept');
	await expect(text).toHaveValue(/Before/);
	const typed = (await text.inputValue()).replace('"Before"', '"Typed"');
	await text.fill(typed);
	await api.patch('J-TYPED', { Remarks: 'Ring twice' });
	await expect(page.getByText('Somebody changed this job meanwhile: Remarks')).toBeVisible();
	await expect(text).toHaveValue(typed);
	await page.getByRole('tab', { name: 'History' }).click();
	await page.getByRole('tab', { name: 'JSON' }).click();
	await expect(text).toHaveValue(typed);
	await page.getByRole('button', { name: 'Save this document' }).click();
	await expect(page.getByText('Saved, together with what somebody else changed')).toBeVisible();
	expect(await api.read('J-TYPED')).toMatchObject({ Title: 'Typed', Remarks: 'Ring twice', Description: 'Drips' });

	await expect(text).toHaveValue(/Ring twice/);
	await text.fill((await text.inputValue()).replace('"Typed"', '"Mine"'));
	await api.patch('J-TYPED', { Title: 'Theirs' });
	await page.getByRole('button', { name: 'Save this document' }).click();
	const dialog = page.getByRole('dialog', { name: 'Somebody changed this job meanwhile' });
	await dialog.getByRole('button', { name: 'Mine', exact: true }).click();
	await expect(dialog).toBeHidden();
	await expect.poll(async () => (await api.read('J-TYPED')).Title).toBe('Mine');
});

test('a text that is no document yet stays, and forms wait for it', async ({ browser, request }) => {
	const api = await elsewhere(request);
	await api.make('J-BROKEN', { Title: 'Whole' });
	const page = await office(browser);
	await page.goto('/console/jobs/J-BROKEN?tab=json');
	const text = page.getByLabel('The document as it is kept');
	await text.fill('{ "OrderNum": "J-BROKEN", ');
	await page.getByRole('tab', { name: 'Job', exact: true }).click();
	await expect(page.getByText('The text that you typed is no document yet.')).toBeVisible();
	await expect(page.getByLabel('Title')).toBeDisabled();
	await page.getByRole('tab', { name: 'JSON' }).click();
	await expect(text).toHaveValue('{ "OrderNum": "J-BROKEN", ');
	await page.getByRole('button', { name: 'Discard the changes' }).click();
	await expect(text).toHaveValue(/Whole/);
});

test('whoever leaves a job with changes for another job is asked', async ({ browser, request }) => {
	const api = await elsewhere(request);
	await api.make('J-LEFT', { Title: 'Left' });
	const page = await office(browser);
	const asked: string[] = [];
	let stay = true;
	page.on('dialog', (dialog) => {
		asked.push(dialog.message());
		void (stay ? dialog.dismiss() : dialog.accept());
	});
	const jump = async () => {
		await page.keyboard.press('Control+k');
		await page.keyboard.type('WO-24150');
		await expect(page.getByRole('dialog').getByRole('option').first()).toContainText('WO-24150');
		await page.keyboard.press('Enter');
	};
	await page.goto('/console/jobs/J-LEFT');
	await page.getByLabel('Title').fill('Changed');
	await page.getByRole('tab', { name: 'History' }).click();
	await expect(page).toHaveURL(/tab=history/);
	expect(asked).toEqual([]);
	await page.getByRole('tab', { name: 'Job', exact: true }).click();
	await jump();
	await expect.poll(() => asked.length).toBe(1);
	await expect(page).toHaveURL(/J-LEFT/);
	await expect(page.getByLabel('Title')).toHaveValue('Changed');

	await page.getByRole('button', { name: 'Discard the changes' }).click();
	await page.getByRole('tab', { name: 'JSON' }).click();
	await page.getByLabel('The document as it is kept').fill('{');
	await jump();
	await expect.poll(() => asked.length).toBe(2);
	await expect(page).toHaveURL(/J-LEFT/);
	stay = false;
	await jump();
	await expect(page).toHaveURL(/WO-24150$/);
});

test('the history of a job tells who changed what, when, from what to what', async ({ browser, request }) => {
	const api = await elsewhere(request);
	await api.make('J-STORY', { Title: 'Old title' });
	const page = await office(browser, 'avery.stone');
	await page.goto('/console/jobs/J-STORY?tab=history');
	await expect(page.getByText('It was made')).toBeVisible();
	await api.patch('J-STORY', { Title: 'New title' });
	const entry = page.getByRole('listitem').filter({ hasText: 'It was changed' });
	await expect(entry).toContainText('Dana Ortiz');
	await expect(entry).toContainText('through the API');
	await expect(entry.locator('time')).toHaveAttribute('datetime', new RegExp(new Date().getUTCFullYear().toString()));
	await expect(entry.locator('del')).toContainText('Old title');
	await expect(entry.locator('ins')).toContainText('New title');
});

test('the notices of a job tell when a device has acknowledged them', async ({ browser, request }) => {
	const api = await elsewhere(request);
	const [start, end] = [new Date(Date.now() + 3_600_000).toISOString(), new Date(Date.now() + 7_200_000).toISOString()];
	await api.make('J-TOLD', { Title: 'Told', UserName: 'marcus.bell', PlannedStartDate: start, PlannedEndDate: end });
	const page = await office(browser, 'avery.stone');
	await page.goto('/console/jobs/J-TOLD?tab=notices');
	const notice = page.getByRole('row').filter({ hasText: 'It is yours' });
	await expect(notice).toContainText('Marcus Bell');
	await expect(notice).toContainText('Undelivered');
	const phone = await elsewhere(request, 'marcus.bell');
	const { notices } = await phone.get<{ notices: { id: string; num: string }[] }>('/device/v1/notices');
	await phone.done(`/device/v1/notices/${notices.find((one) => one.num === 'J-TOLD')!.id}/ack`);
	await expect(notice).not.toContainText('Undelivered');
	await expect(notice.getByRole('cell').last()).toContainText(/\d{2}:\d{2}/);
});

test('notes are added, changed and taken out', async ({ browser, request }) => {
	const api = await elsewhere(request);
	const date = '2026-01-05T09:00:00.000Z';
	await api.make('J-NOTES', {
		Title: 'Notes',
		Notes: [
			{ ID: 'n1', Author: 'dana.ortiz', Date: date, Text: 'Ring twice' },
			{ ID: 'n2', Author: 'dana.ortiz', Date: date, Text: 'Old news' }
		],
		TechNotes: [{ ID: 't1', Author: 'marcus.bell', Date: date, Text: 'Key is at the gate' }]
	});
	const page = await office(browser);
	await page.goto('/console/jobs/J-NOTES');
	await page.getByRole('button', { name: 'Edit Ring twice' }).click();
	await page.getByLabel('Note of Dana Ortiz').fill('Ring three times');
	await page.getByRole('button', { name: 'Remove Old news' }).click();
	await page.getByRole('button', { name: 'Save the changes' }).click();
	await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
	expect(await api.read('J-NOTES')).toMatchObject({
		Notes: [{ ID: 'n1', Author: 'dana.ortiz', Date: date, Text: 'Ring three times' }],
		TechNotes: [{ ID: 't1', Text: 'Key is at the gate' }]
	});
	await page.getByPlaceholder('Add a note').fill('The third');
	await page.getByPlaceholder('Add a note').press('Enter');
	await expect(page.locator('p.text', { hasText: 'The third' })).toBeVisible();
});

test('the palette finds a unit by the serial number that is on it', async ({ browser, request }) => {
	const api = await elsewhere(request, 'avery.stone');
	type List = { _embedded: Record<string, { label: string; raw_serial_number: string | null }[]> };
	const units = Object.values((await api.get<List>('/units?limit=100'))._embedded).flat();
	const unit = units.findLast((one) => one.raw_serial_number && !one.label.includes(one.raw_serial_number));
	expect(unit, 'a unit whose serial number is not in its name').toBeDefined();
	const page = await office(browser, 'avery.stone');
	await page.goto('/console');
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await page.keyboard.press('Control+k');
	await page.keyboard.type(unit!.raw_serial_number!.toLowerCase());
	await expect(page.getByRole('option').filter({ hasText: 'Unit' }).first()).toContainText(unit!.label);
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/console\/units\//);
});
