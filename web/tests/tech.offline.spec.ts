import { expect, test } from '@playwright/test';
import { elsewhere } from './office';
import { button, card, dispatched, passSignIn, phone, PHONE, reports, signIn, stored } from './technician';

test('a technician signs in on the server’s page and comes to the day', async ({ browser }) => {
	const context = await browser.newContext(PHONE);
	const page = await context.newPage();
	await signIn(page, 'marcus.bell');
	await expect(page).toHaveURL(/\/tech$/);
	await expect(page.getByRole('link', { name: 'Online' })).toBeVisible();
	await context.close();
});

test('a job done without signal, with the browser closed between, reaches the office once and in order', async ({ browser, request }) => {
	const office = await elsewhere(request);
	await dispatched(office, 'J-1', 'Replace the fan belt');
	await office.patch('J-1', { Notes: [{ ID: 'n1', Author: 'dana.ortiz', Date: new Date().toISOString(), Text: 'Mind the dog.' }] });
	const { context, page } = await phone(browser, 'marcus.bell');
	await expect(card(page, 'Replace the fan belt')).toBeVisible();
	await stored(page);

	await context.setOffline(true);
	await page.reload();
	await card(page, 'Replace the fan belt').click();
	await expect(page.getByText('Mind the dog.')).toBeVisible();
	await expect(page.getByText(/^Dana Ortiz · /)).toBeVisible();
	const began = Date.now();
	for (const step of ['Accept', 'Start travel', 'Arrived', 'Start work']) await button(page, step).click();
	await page.getByRole('checkbox', { name: 'Look at it' }).check();
	await button(page, 'Add a note').click();
	await page.getByRole('textbox', { name: 'Note for the office' }).fill('Belt was worn through.');
	await button(page, 'Add').click();
	await expect(page.getByText('Belt was worn through.')).toBeVisible();
	await page.close();

	const again = await context.newPage();
	await again.goto('/tech');
	await card(again, 'Replace the fan belt').click();
	await expect(again.getByText('Belt was worn through.')).toBeVisible();
	await expect(again.getByText(/^Marcus Bell · /)).toBeVisible();
	await button(again, 'Complete').click();
	await again.getByRole('dialog').getByRole('button', { name: 'Complete' }).click();
	await expect(again.getByText('Closed complete')).toBeVisible();
	const ended = Date.now();
	expect((await office.read('J-1')).OrderStatus).toBe('1');

	await again.getByRole('link', { name: /to send/ }).click();
	await button(again, 'Sign out').click();
	await expect(again.getByRole('dialog')).toContainText('You can’t sign out yet');
	await again.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();

	await context.setOffline(false);
	await expect(again.getByText('Everything you did is with the office.')).toBeVisible();
	const job = await office.read('J-1');
	expect(job.OrderStatus).toBe('4096');
	expect(job.TechNotes).toMatchObject([{ Text: 'Belt was worn through.' }]);
	const told = await reports(office, 'J-1');
	expect(told.map((one) => one.action).filter((action) => action !== 'read')).toEqual([
		'accept',
		'travel',
		'arrive',
		'start',
		'patch',
		'patch',
		'complete'
	]);
	const times = told.map((one) => Date.parse(one.at));
	expect(times).toEqual(times.toSorted((a, b) => a - b));
	expect(Math.min(...times)).toBeGreaterThanOrEqual(began - 1_000);
	expect(Math.max(...times)).toBeLessThanOrEqual(ended);
	await context.close();
});

test('a job that the office took back meanwhile says so at once, and the work on it is kept', async ({ browser, request }) => {
	const office = await elsewhere(request);
	await dispatched(office, 'J-2', 'Descale the boiler');
	const { context, page } = await phone(browser, 'marcus.bell');
	await stored(page);
	await card(page, 'Descale the boiler').click();
	await expect(button(page, 'Accept')).toBeVisible();
	await context.setOffline(true);
	for (const step of ['Accept', 'Start travel']) await button(page, step).click();
	await office.patch('J-2', { UserName: 'ines.moreau' });
	await context.setOffline(false);
	await expect(page.getByText('The office took this job back.')).toBeVisible();
	await expect(page.getByText('reaches the office as a late report')).toBeVisible();
	expect((await office.read('J-2')).OrderStatus).toBe('1');
	await context.close();
});

test('taps survive an expired sign-in and go out after the next one', async ({ browser, request }) => {
	const office = await elsewhere(request);
	await dispatched(office, 'J-3', 'Change the filters');
	const { context, page } = await phone(browser, 'marcus.bell');
	await stored(page);
	await expect(card(page, 'Change the filters')).toBeVisible();
	await page.evaluate(() => localStorage.removeItem('docket.tokens'));
	await page.reload();
	await card(page, 'Change the filters').click();
	await button(page, 'Accept').click();
	await button(page, 'Start travel').click();
	await expect(page.getByText('Your sign-in has expired.')).toBeVisible();
	await button(page, 'Sign in').click();
	await passSignIn(page, 'marcus.bell');
	await expect(page.getByRole('link', { name: 'Online' })).toBeVisible();
	await expect.poll(async () => (await office.read('J-3')).OrderStatus).toBe('6');
	await context.close();
});
