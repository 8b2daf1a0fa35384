import { expect, test, type Page } from '@playwright/test';
import { accessible, seen } from './axe';
import { onPhone, phone, stored } from './technician';

/** Opens the first run that waits for a step of this name. */
async function open(page: Page, step: string): Promise<void> {
	await page.goto('/tech/queue');
	await page.getByRole('button', { name: 'Show more' }).click();
	await page.getByRole('link', { name: new RegExp(`${step}$`) }).first().click();
	await expect(page.getByRole('heading', { name: step, level: 2 })).toBeVisible();
}

test('a workshop technician works through the steps of a batch', async ({ browser }) => {
	const { context, page } = await phone(browser, 'noor-hadid');

	await open(page, 'Scan the asset tag');
	await page.getByRole('button', { name: 'Done, go on' }).click();
	await expect(page.getByText('Needed')).toBeVisible();
	await page.getByRole('textbox', { name: 'Scan the asset tag' }).fill('TAG-4711');
	await accessible(page);
	await page.getByRole('button', { name: 'Done, go on' }).click();
	await expect(page.getByText('Nothing for you to do here now')).toBeVisible();

	await open(page, 'Prepare');
	await page.getByRole('button', { name: 'Done, go on' }).click();
	await expect(page.getByText('Answer every task.')).toBeVisible();
	for (const task of await page.getByRole('group').all()) await task.getByText('OK', { exact: true }).click();
	await accessible(page);
	await page.getByRole('button', { name: 'Done, go on' }).click();
	await expect(page.getByText('Answer every task.')).toBeHidden();
	await expect(page.getByText('So far')).toBeVisible();

	await open(page, 'Mounting guide');
	await page.getByRole('checkbox').check();
	await accessible(page);
	await page.getByRole('button', { name: 'Done, go on' }).click();
	await expect(page.getByRole('heading', { name: 'Battery' }).or(page.getByRole('heading', { name: 'Nothing for you to do here now' }))).toBeVisible();
	await context.close();
});

test('instructions that were fetched ahead open without signal', async ({ browser }) => {
	const { context, page } = await phone(browser, 'noor-hadid');
	await stored(page);
	const pdf = '%PDF-1.4 mounting guide';
	await context.route('**/attachments/*/download', (route) => route.fulfill({ contentType: 'application/pdf', body: pdf }));
	await page.reload();
	await expect.poll(() => onPhone(page, 'noor-hadid', 'fetched')).toContain('/attachments/mounting-guide/download');
	await context.setOffline(true);
	await page.goto('/tech/queue');
	await expect(page.getByText('The queue needs a connection.')).toBeVisible();
	await page.getByRole('link', { name: /Mounting guide$/ }).first().click();
	await expect(page.getByText('No signal: you can read')).toBeVisible();
	const href = await page.getByRole('link', { name: 'Open the instructions' }).getAttribute('href');
	expect(await page.evaluate(async (blob) => (await fetch(blob)).text(), href!)).toBe(pdf);
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		await seen(page, 'instructions', colorScheme);
	}
	await context.close();
});

test('every screen of the day can be used by everybody, light and dark', async ({ browser }) => {
	const { context, page } = await phone(browser, 'marcus.bell');
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		await page.goto('/tech');
		await expect(page.getByRole('link', { name: /Reach-in refrigerator/ }).first()).toBeVisible();
		await accessible(page);
		await page.goto('/tech/jobs/WO-24101');
		await page.getByRole('button', { name: 'Cannot finish' }).click();
		await accessible(page);
		await page.goto('/tech/outbox');
		await expect(page.getByText('Signed in as')).toBeVisible();
		await accessible(page);
	}
	await context.close();
});
