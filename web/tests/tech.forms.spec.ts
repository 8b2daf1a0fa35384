import { expect, test } from '@playwright/test';
import { accessible } from './axe';
import { elsewhere } from './office';
import { button, card, dispatched, onPhone, phone, stored } from './technician';

const SAFETY = {
	Title: 'Safety check',
	FlexGroups: [
		{
			Title: 'Before work',
			FlexAttrs: [
				{ FlexAttrID: 'off', Label: 'Power is off', Type: 'flag', IsReq: true },
				{ FlexAttrID: 'kpa', Label: 'Pressure in kPa', Type: 'number', IsReq: true, Help: 'At the gauge behind the panel' },
				{ FlexAttrID: 'gear', Label: 'Gear worn', Type: 'choices', Choices: [{ code: 1, desc: 'Helmet' }, { code: 2, desc: 'Gloves' }] },
				{ FlexAttrID: 'day', Label: 'Last inspection', Type: 'date' },
				{ FlexAttrID: 'words', Label: 'Remarks', Type: 'lines' }
			]
		}
	]
};

test('a form is filled in without signal, checked, and needed before the job is completed', async ({ browser, request }) => {
	const office = await elsewhere(request);
	await dispatched(office, 'G-1', 'Inspect the boiler', { FlexForms: ['safety'], Extensions: { FlexForms: { safety: SAFETY } } });
	const { context, page } = await phone(browser, 'marcus.bell');
	await stored(page);
	await card(page, 'Inspect the boiler').click();
	await context.setOffline(true);
	for (const step of ['Accept', 'Start travel', 'Arrived', 'Start work', 'Complete']) await button(page, step).click();
	const closing = page.getByRole('dialog', { name: 'Complete this job?' });
	await expect(closing).toContainText('The form “Safety check” has to be filled in');
	await closing.getByRole('button', { name: 'Close' }).last().click();

	await page.getByRole('button', { name: /Safety check/ }).click();
	const dialog = page.getByRole('dialog', { name: 'Safety check' });
	await dialog.getByLabel('Pressure in kPa').fill('much');
	await button(dialog, 'Save').click();
	await expect(dialog.getByText('Needed')).toBeVisible();
	await expect(dialog.getByText('Enter a number.')).toBeVisible();
	await accessible(page);
	await dialog.getByLabel('Yes').check();
	await dialog.getByLabel('Pressure in kPa').fill('101,5');
	await dialog.getByLabel('Gloves').check();
	await dialog.getByLabel('Last inspection').fill('2026-05-04');
	await dialog.getByLabel('Remarks').fill('Fine.');
	await button(dialog, 'Save').click();
	await expect(dialog).toBeHidden();
	await expect(page.getByRole('button', { name: /Safety check/ })).toContainText('Filled in');

	await page.reload();
	await page.getByRole('button', { name: /Safety check/ }).click();
	await expect(dialog.getByLabel('Pressure in kPa')).toHaveValue('101.5');
	await expect(dialog.getByLabel('Gloves')).toBeChecked();
	await button(dialog, 'Cancel').click();
	await button(page, 'Complete').click();
	await button(closing, 'Complete').click();
	await context.setOffline(false);
	await expect.poll(async () => (await office.read('G-1')).OrderStatus).toBe('4096');
	const job = await office.read('G-1');
	expect(job.FlexAttrs).toEqual({ safety: { off: ['true'], kpa: ['101.5'], gear: ['2'], day: ['2026-05-04'], words: ['Fine.'] } });
	expect(job.FlexFormsDisplayValues).toMatchObject([{ FlexFormID: 'safety', Title: 'Safety check' }]);
	await context.close();
});

test('a part is found in the catalogue without signal, and asks for what the catalogue says', async ({ browser, request }) => {
	const office = await elsewhere(request, 'avery.stone');
	await office.put('/seiapi/v3/trans/Products/BELT-7', { ProdNum: 'BELT-7', Desc: { en: 'Fan belt, long' }, ProdType: '1001', IsSerialized: true });
	await dispatched(office, 'G-2', 'Fit the belt');
	const { context, page } = await phone(browser, 'marcus.bell');
	await stored(page);
	await card(page, 'Fit the belt').click();
	await expect(button(page, 'Accept')).toBeVisible();
	// The catalogue is the last thing that is fetched for the day.
	await expect.poll(() => onPhone(page, 'marcus.bell', 'products')).toContain('BELT-7');
	await context.setOffline(true);
	await button(page, 'Add a part').click();
	const dialog = page.getByRole('dialog', { name: 'Add a part' });
	await dialog.getByLabel('Search parts').fill('belt long');
	await accessible(page);
	await dialog.getByRole('button', { name: /Fan belt, long/ }).click();
	await button(dialog, 'Add').click();
	await expect(dialog).toContainText('This part needs its serial number.');
	await dialog.getByLabel('Serial number').fill('SN-1');
	await button(dialog, 'Add').click();
	await expect(page.getByText('BELT-7 · SN-1')).toBeVisible();
	await context.setOffline(false);
	await expect.poll(async () => (await office.read('G-2')).Items).toMatchObject([{ ProdNum: 'BELT-7', SerialNum: 'SN-1', Qty: 1, ProdAttrs: { IsSerialized: true } }]);
	await context.close();
});
