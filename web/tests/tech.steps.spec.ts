import { expect, test, type Page } from '@playwright/test';
import { accessible, seen } from './axe';
import { elsewhere } from './office';
import { onPhone, openRun as open, phone, stored } from './technician';

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

test('instructions that were fetched ahead open without signal, by their address too', async ({ browser, request }) => {
	const { context, page } = await phone(browser, 'noor-hadid');
	await stored(page);
	const office = await elsewhere(request);
	const { _embedded: found } = await office.get<{ _embedded: Record<string, { label: string; attachment_id: string }[]> }>('/attachments');
	const guide = Object.values(found).flat().find((one) => one.label === 'Mounting guide.pdf')!;
	const address = `/attachments/${guide.attachment_id}/download`;
	await expect.poll(() => onPhone(page, 'noor-hadid', 'fetched')).toContain(address);
	await context.setOffline(true);
	await page.goto('/tech/queue');
	await expect(page.getByText('This is what the phone last heard.')).toBeVisible();
	await page.getByRole('link', { name: /Mounting guide$/ }).first().click();
	await expect(page.getByText('No signal: this is what the phone last heard.')).toBeVisible();
	const href = await page.getByRole('link', { name: 'Open the instructions' }).getAttribute('href');
	const kept = await page.evaluate(async (blob) => (await fetch(blob)).text(), href!);
	expect(kept).toMatch(/^%PDF-1\.4[^]*Mounting a temperature logger[^]*%%EOF\s*$/);
	expect(kept).toBe(await (await office.raw(address)).text());
	await page.goto(page.url());
	await expect(page.getByRole('link', { name: 'Open the instructions' })).toBeVisible();
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

/** The colours of everything that is to be seen. */
const colours = (page: Page) =>
	page.evaluate(() =>
		[...document.body.querySelectorAll('*')].map((element) => {
			const { color, backgroundColor, borderTopColor, fill } = getComputedStyle(element);
			return [element.tagName, element.className.toString(), color, backgroundColor, borderTopColor, fill].join(' ');
		})
	);

test('a change between light and dark takes all colours along at once', async ({ browser }) => {
	const { context, page } = await phone(browser, 'marcus.bell');
	for (const path of ['/tech/outbox', '/tech']) {
		const shown = () => expect(page.getByRole(path === '/tech' ? 'link' : 'button', { name: path === '/tech' ? /Reach-in/ : /Sign out/ }).first()).toBeVisible();
		await page.emulateMedia({ colorScheme: 'light' });
		await page.goto(path);
		await shown();
		await expect(page.getByRole('link', { name: 'Online' })).toBeVisible();
		await page.emulateMedia({ colorScheme: 'dark' });
		const turned = await colours(page);
		await page.reload();
		await shown();
		await expect(page.getByRole('link', { name: 'Online' })).toBeVisible();
		expect(turned).toEqual(await colours(page));
	}
	await context.close();
});
