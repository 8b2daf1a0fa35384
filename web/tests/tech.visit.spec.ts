import { expect, test } from '@playwright/test';
import { accessible } from './axe';
import { elsewhere } from './office';
import { button, card, dispatched, phone, reports, type Office } from './technician';

const REASONS = [{ code: '11', desc: 'No access' }, { code: '12', desc: 'Part missing' }];
const PLACE = {
	LocationNum: 'V-1',
	Name: 'Café Rondo',
	Address: { AddrLine1: '12 Mill Lane', City: 'Atlanta', Lat: '33.75', Lon: '-84.39' },
	Contacts: [{ FirstName: 'Ada', LastName: 'Byron', Phones: [{ PhoneNum: '+1 (404) 555-0100' }] }]
};

const told = async (office: Office, num: string) => (await reports(office, num)).map((one) => one.action).filter((action) => action !== 'read');

test('a job is rejected with one of the reasons that the office offers', async ({ browser, request }) => {
	const office = await elsewhere(request);
	await dispatched(office, 'V-1', 'Mend the grill', { RejectReasons: REASONS });
	const { context, page } = await phone(browser, 'marcus.bell');
	await card(page, 'Mend the grill').click();
	await button(page, 'Reject').click();
	const dialog = page.getByRole('dialog', { name: 'Why can’t you take this job?' });
	await button(dialog, 'Reject').click();
	await expect(dialog.getByRole('alert')).toHaveText('Choose a reason.');
	await accessible(page);
	await dialog.getByLabel('Part missing').check();
	await dialog.getByLabel('In your words (optional)').fill('The grate is on order');
	await button(dialog, 'Reject').click();
	await expect(page.getByText('Rejected')).toBeVisible();
	await expect(button(page, 'Accept')).toHaveCount(0);
	await expect.poll(async () => (await office.read('V-1')).OrderStatus).toBe('1001');
	expect(await office.read('V-1')).toMatchObject({ RejectReasonCode: '12' });
	expect(await told(office, 'V-1')).toEqual(['reject']);
	await context.close();
});

test('work is paused, goes on, and is closed as not finished with a reason', async ({ browser, request }) => {
	const office = await elsewhere(request);
	await dispatched(office, 'V-2', 'Level the fryer', { ReschedReasons: REASONS });
	const { context, page } = await phone(browser, 'marcus.bell');
	await card(page, 'Level the fryer').click();
	for (const step of ['Accept', 'Start travel', 'Arrived', 'Start work', 'Pause']) await button(page, step).click();
	await expect(page.getByText('Paused', { exact: true })).toBeVisible();
	await expect.poll(async () => (await office.read('V-2')).Paused).toBe(true);
	await button(page, 'Resume work').click();
	await expect(page.getByText('Paused', { exact: true })).toBeHidden();
	await expect.poll(async () => (await office.read('V-2')).Paused).toBe(false);

	await button(page, 'Cannot finish').click();
	const dialog = page.getByRole('dialog', { name: 'Why can’t it be finished?' });
	await button(dialog, 'Close as not finished').click();
	await expect(dialog.getByRole('alert')).toHaveText('Choose a reason.');
	await accessible(page);
	await dialog.getByLabel('No access').check();
	await dialog.getByLabel('Plan another visit').check();
	await button(dialog, 'Close as not finished').click();
	await expect(button(page, 'Cannot finish')).toHaveCount(0);
	await expect.poll(async () => (await office.read('V-2')).OrderStatus).toBe('4097');
	expect(await office.read('V-2')).toMatchObject({ ReasonCode: '11' });
	expect(await told(office, 'V-2')).toEqual(['accept', 'travel', 'arrive', 'start', 'pause', 'resume', 'complete']);
	await context.close();
});

test('the way to the place and the call to whoever is there are one tap away', async ({ browser, request }) => {
	const office = await elsewhere(request);
	await dispatched(office, 'V-3', 'Change the lamp', { Location: PLACE });
	const { context, page } = await phone(browser, 'marcus.bell');
	await card(page, 'Change the lamp').click();
	await expect(page.getByRole('link', { name: 'Navigate' })).toHaveAttribute('href', 'geo:33.75,-84.39?q=33.75,-84.39(12%20Mill%20Lane%2C%20Atlanta)');
	await expect(page.getByRole('link', { name: 'Call' })).toHaveAttribute('href', 'tel:+14045550100');
	await context.close();
});
