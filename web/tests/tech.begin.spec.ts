import { expect, test } from '@playwright/test';
import { accessible, seen } from './axe';
import { button, passSignIn, phone } from './technician';
import { batchOf, kept, NOOR } from './workshop';

test('a cycle that is begun without signal begins once when there is some, though the page was closed', async ({ browser, request }) => {
	const batch = await batchOf(request, 'Begun away', 2);
	const { context, page } = await phone(browser, NOOR);
	await kept(page, 'batches', 'units');
	await context.setOffline(true);
	await page.goto('/tech/queue');
	await expect(page.getByText('This is what the phone last heard.')).toBeVisible();
	await page.getByRole('link', { name: /Begun away/ }).click();
	const name = await batch.choose(page);
	await expect(page.getByText('It begins when there is signal, whatever you do until then.')).toBeVisible();
	await expect(button(page, 'Begin the next unit')).toBeHidden();
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		await seen(page, 'begin-waits', colorScheme);
	}
	await page.close();

	const again = await context.newPage();
	await again.goto('/tech/outbox');
	const mine = again.getByRole('listitem').filter({ hasText: `Begin: ${name}` });
	await expect(mine).toContainText('On the phone');
	await expect(mine.getByRole('link', { name: /Begun away/ })).toBeVisible();
	expect(await batch.begun()).toHaveLength(0);
	await context.setOffline(false);
	await expect(again.getByText('Everything you did is with the office.')).toBeVisible();
	await mine.getByRole('link', { name: /Begun away/ }).click();
	await expect(again.getByRole('heading', { level: 1, name })).toBeVisible();
	const [begun, ...others] = await batch.begun();
	expect(others).toEqual([]);
	const run = await batch.api.get<{ begun_at: string; started_at: string }>(`/contexts/${begun?.context_id}`);
	expect(run.begun_at, 'when it was tapped').toMatch(/Z$/);
	expect(Date.parse(run.begun_at)).toBeLessThan(Date.parse(run.started_at));
	await context.close();
});

test('units that are finished, or worked on already, are not offered', async ({ browser, request }) => {
	const batch = await batchOf(request, 'Begun nowhere', 1);
	const [busy, done] = [await batch.unit('filter[free]=false', 'PENDING', 'IN_PROGRESS'), await batch.unit('filter[free]=false', 'COMPLETE')];
	const { context, page } = await phone(browser, NOOR);
	await page.goto(batch.address);
	await button(page, 'Begin the next unit').click();
	const dialog = page.getByRole('dialog', { name: 'Which unit?' });
	for (const { label, raw_serial_number: serial } of [busy, done]) {
		await dialog.getByLabel('Serial number or label').fill(serial!);
		const answer = page.waitForResponse((one) => one.url().includes('/units?'));
		await button(dialog, 'Find').click();
		expect((await answer).ok()).toBe(true);
		await expect(dialog.getByText('No unit was found.'), `${label} ${serial}`).toBeVisible();
		await dialog.getByLabel('Serial number or label').fill('');
	}
	await context.close();
});

test('the cycle opens by itself for somebody who stayed', async ({ browser, request }) => {
	const batch = await batchOf(request, 'Begun here', 1);
	const { context, page } = await phone(browser, NOOR);
	await kept(page, 'batches', 'units');
	await page.goto(batch.address);
	await expect(button(page, 'Begin the next unit')).toBeVisible();
	await context.setOffline(true);
	const name = await batch.choose(page);
	await expect(page.getByText('It begins when there is signal')).toBeVisible();
	await context.setOffline(false);
	await page.waitForURL(/\/tech\/runs\//);
	await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
	await expect(page.getByRole('heading', { level: 2, name: 'Look it over' })).toBeVisible();
	await page.goto(batch.address);
	await expect(page.getByText('No cycle is left to begin in this batch.')).toBeVisible();
	expect((await batch.cycles()).map((cycle) => cycle.current_status.category)).toEqual(['IN_PROGRESS']);
	await context.close();
});

test('a cycle whose begin was heard, but not answered, is begun once', async ({ browser, request }) => {
	const batch = await batchOf(request, 'Begun twice', 2);
	const { context, page } = await phone(browser, NOOR);
	await page.goto(batch.address);
	let lost = 0;
	await page.route('**/work-orders/*/contexts', async (route) => {
		if (lost++ > 0) return route.continue();
		await route.fetch();
		await route.abort('internetdisconnected');
	});
	await batch.choose(page);
	await page.waitForURL(/\/tech\/runs\//);
	expect(lost).toBe(2);
	expect(await batch.begun()).toHaveLength(1);
	await context.close();
});

test('a begin survives an expired sign-in and goes out after the next one', async ({ browser, request }) => {
	const batch = await batchOf(request, 'Begun signed out', 1);
	const { context, page } = await phone(browser, NOOR);
	await kept(page, 'batches', 'units');
	await page.evaluate(() => localStorage.removeItem('docket.tokens'));
	await page.goto(batch.address);
	await expect(page.getByText('Your sign-in has expired.')).toBeVisible();
	const name = await batch.choose(page);
	await expect(page.getByText(/What you tapped is kept on this phone \(1\)/)).toBeVisible();
	await button(page, 'Sign in').click();
	await passSignIn(page, NOOR);
	await page.waitForURL(/\/tech\/runs\//);
	await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
	expect(await batch.begun()).toHaveLength(1);
	await context.close();
});

test('a begin that comes too late says so, with how many are left', async ({ browser, request }) => {
	const batch = await batchOf(request, 'Begun too late', 1);
	const { context, page } = await phone(browser, NOOR);
	await kept(page, 'batches', 'units');
	await page.goto(batch.address);
	await expect(button(page, 'Begin the next unit')).toBeVisible();
	await context.setOffline(true);
	const name = await batch.choose(page);
	await expect(page.getByText('It begins when there is signal')).toBeVisible();
	await batch.begin();
	await context.setOffline(false);
	const refused = page.getByRole('region', { name: 'The office did not begin it' });
	await expect(refused.getByRole('group', { name: 'On this phone' })).toContainText(name);
	await expect(refused.getByRole('group', { name: 'At the office' })).toContainText('No cycle is left to begin in this batch.');
	await accessible(page);
	await page.goto('/tech/outbox');
	const mine = page.getByRole('listitem').filter({ hasText: `Begin: ${name}` });
	await expect(mine).toContainText('Conflict');
	await expect(button(mine, 'Try again')).toHaveCount(0);
	await accessible(page);
	await button(mine, 'Forget it').click();
	await expect(page.getByText('Everything you did is with the office.')).toBeVisible();
	await context.close();
});

test('a batch that this phone does not have opens when there is signal', async ({ browser, request }) => {
	const { context, page } = await phone(browser, NOOR);
	await kept(page, 'batches', 'units');
	const batch = await batchOf(request, 'Made meanwhile', 1);
	await context.setOffline(true);
	await page.goto(batch.address);
	await expect(page.getByText('This batch is not on this phone. It opens by itself')).toBeVisible();
	await expect(page.getByRole('alert')).toHaveCount(0);
	await context.setOffline(false);
	await expect(button(page, 'Begin the next unit')).toBeVisible();
	await context.close();
});
