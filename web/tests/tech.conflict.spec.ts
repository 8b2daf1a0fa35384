import { expect, test, type Page } from '@playwright/test';
import { accessible, seen } from './axe';
import { elsewhere } from './office';
import { button, card, dispatched, phone, stored } from './technician';

const row = (page: Page, what: string) => page.getByRole('listitem').filter({ hasText: what });
const side = (page: Page, what: string, name: 'On this phone' | 'At the office') => row(page, what).getByRole('group', { name });

test('what comes after the office closed the job shows both values, and can be forgotten', async ({ browser, request }) => {
	const office = await elsewhere(request);
	await dispatched(office, 'C-1', 'Seal the duct');
	const { context, page } = await phone(browser, 'marcus.bell');
	await stored(page);
	await card(page, 'Seal the duct').click();
	for (const step of ['Accept', 'Start travel', 'Arrived', 'Start work']) await button(page, step).click();
	await expect.poll(async () => (await office.read('C-1')).OrderStatus).toBe('7');
	// The server takes notes on a closed job, too; somebody may have taken that right away.
	const problem = { type: 'about:blank', title: 'Forbidden', status: 403, detail: 'You may not change this job.' };
	await context.route('**/device/v1/jobs/C-1', (route) => (route.request().method() === 'PATCH' ? route.fulfill({ status: 403, contentType: 'application/problem+json', json: problem }) : route.continue()));
	await context.setOffline(true);
	await page.getByRole('checkbox', { name: 'Look at it' }).check();
	await button(page, 'Add a note').click();
	await page.getByRole('textbox', { name: 'Note for the office' }).fill('Tape holds.');
	await button(page, 'Add').click();
	await button(page, 'Pause').click();
	await expect(page.getByText('Paused', { exact: true })).toBeVisible();
	await office.patch('C-1', { OrderStatus: '4096', ActualEndDate: new Date().toISOString() });
	await context.setOffline(false);
	await page.goto('/tech/outbox');

	await expect(side(page, 'Task: Look at it', 'On this phone')).toContainText(/Look at it\s*done /);
	await expect(side(page, 'Task: Look at it', 'At the office')).toContainText(/Look at it\s*not done\s*Status\s*Closed complete/);
	await expect(side(page, 'Note: Tape holds.', 'On this phone')).toContainText(/Note\s*Tape holds\./);
	await expect(side(page, 'Note: Tape holds.', 'At the office')).toContainText(/Note\s*not there/);
	await expect(side(page, 'Pause', 'On this phone')).toContainText(/Status\s*Paused/);
	await expect(side(page, 'Pause', 'At the office')).toContainText(/Status\s*Closed complete/);
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		await seen(page, 'job-conflict', colorScheme);
	}
	for (const what of ['Task: Look at it', 'Note: Tape holds.', 'Pause']) await button(row(page, what), 'Forget it').click();
	await expect(page.getByText('Everything you did is with the office.')).toBeVisible();
	await context.close();
});

test('a step out of order shows how the job stands, and is taken when it fits again', async ({ browser, request }) => {
	const office = await elsewhere(request);
	await dispatched(office, 'C-2', 'Bleed the radiator');
	const { context, page } = await phone(browser, 'marcus.bell');
	await stored(page);
	await card(page, 'Bleed the radiator').click();
	for (const step of ['Accept', 'Start travel']) await button(page, step).click();
	await expect.poll(async () => (await office.read('C-2')).OrderStatus).toBe('6');
	await context.setOffline(true);
	await button(page, 'Arrived').click();
	await expect(button(page, 'Start work')).toBeVisible();
	await office.patch('C-2', { OrderStatus: '1' });
	await context.setOffline(false);
	await page.getByRole('link', { name: 'The office did not take something you did.' }).click();
	await expect(side(page, 'Arrived', 'On this phone')).toContainText(/Status\s*Travel complete/);
	await expect(side(page, 'Arrived', 'At the office')).toContainText(/Status\s*New/);
	await accessible(page);
	await office.patch('C-2', { OrderStatus: '6' });
	await button(row(page, 'Arrived'), 'Try again').click();
	await expect.poll(async () => (await office.read('C-2')).OrderStatus).toBe('8');
	await expect(page.getByText('Everything you did is with the office.')).toBeVisible();
	await context.close();
});

test('what was done on a job that was recalled stays to be read beside who has it', async ({ browser, request }) => {
	const office = await elsewhere(request);
	await dispatched(office, 'C-3', 'Oil the hinges');
	const { context, page } = await phone(browser, 'marcus.bell');
	await stored(page);
	await card(page, 'Oil the hinges').click();
	await expect(button(page, 'Accept')).toBeVisible();
	await context.setOffline(true);
	await button(page, 'Add a note').click();
	await page.getByRole('textbox', { name: 'Note for the office' }).fill('Hinges are new.');
	await button(page, 'Add').click();
	await expect(page.getByText('Hinges are new.')).toBeVisible();
	await office.patch('C-3', { UserName: 'ines.moreau' });
	await context.setOffline(false);
	await expect(page.getByText('The office took this job back.')).toBeVisible();
	await page.goto('/tech/outbox');
	await expect(side(page, 'Note: Hinges are new.', 'On this phone')).toContainText(/Note\s*Hinges are new\./);
	await expect(side(page, 'Note: Hinges are new.', 'At the office')).toContainText(/no longer your job\s*When this phone last heard of it\s*Note\s*not there/);
	await expect(row(page, 'Note: Hinges are new.')).toContainText('It was kept there as a late report.');
	await accessible(page);
	await context.close();
});
