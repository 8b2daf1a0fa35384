import { expect, test, type Page } from '@playwright/test';
import { elsewhere, office } from '../office';

/** A whole hour of today. */
function at(hour: number): Date {
	const day = new Date();
	day.setUTCHours(hour, 0, 0, 0);
	return day;
}

const local = (when: Date) => when.toISOString().slice(0, 16);
const event = (page: Page, num: string) => page.locator('.ec-event', { hasText: num });

test('a job is dragged from the list to a technician, on both boards at once, and undone', async ({ browser, request }) => {
	const api = await elsewhere(request);
	await api.make('J-DRAG', { Title: 'To be dragged', Priority: '1001' });
	const page = await office(browser);
	const other = await office(browser);
	await page.goto('/console/board');
	await other.goto('/console/board');
	await expect(event(other, 'WO-').first()).toBeVisible();
	const card = page.getByRole('button', { name: /J-DRAG/ });
	await card.scrollIntoViewIfNeeded();
	await expect(page.getByText('Pete Lang')).toBeVisible();
	const from = (await card.boundingBox())!;
	const row = (await page.getByText('Pete Lang').boundingBox())!;
	const plan = (await page.getByRole('region', { name: 'Plan' }).boundingBox())!;
	await page.mouse.move(from.x + 20, from.y + 10);
	await page.mouse.down();
	await page.mouse.move(plan.x + plan.width - 120, row.y + 10, { steps: 12 });
	await page.mouse.up();
	await expect(event(page, 'J-DRAG')).toBeVisible();
	await expect(event(other, 'J-DRAG')).toBeVisible({ timeout: 1_500 });
	expect(await api.read('J-DRAG')).toMatchObject({ UserName: 'pete-lang', DispatchStatus: 3 });
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(event(page, 'J-DRAG')).toBeHidden();
	await expect(event(other, 'J-DRAG')).toBeHidden();
	expect((await api.read('J-DRAG')).UserName).toBeUndefined();
});

test('a plan against the promised time is told first, needs a reason, and is noted', async ({ browser, request }) => {
	const api = await elsewhere(request);
	const [earliest, latest] = [at(8), at(9)];
	await api.make('J-KEYS', { Title: 'By keys', Priority: '1001', ApptWnd: { Earliest: earliest.toISOString(), Latest: latest.toISOString() } });
	const page = await office(browser);
	await page.goto('/console/board');
	await page.getByRole('button', { name: /J-KEYS/ }).focus();
	await page.keyboard.press('Enter');
	const dialog = page.getByRole('dialog', { name: 'Plan J-KEYS' });
	await dialog.getByLabel('Technician').selectOption('noor-hadid');
	await dialog.getByLabel('Start').fill(local(at(22)));
	await expect(dialog).toContainText('After the promised time');
	await expect(dialog.getByRole('button', { name: 'Plan it anyway' })).toBeDisabled();
	await dialog.getByLabel('Why it is planned anyway').fill('The customer agreed.');
	await page.keyboard.press('Enter');
	await expect(dialog).toBeHidden();
	const job = await api.read('J-KEYS');
	expect(job).toMatchObject({ UserName: 'noor-hadid', PlannedStartDate: at(22).toISOString() });
	expect(JSON.stringify(job.Notes)).toContain('The customer agreed.');
});

test('two jobs of one technician at one time are not planned by accident', async ({ browser, request }) => {
	const api = await elsewhere(request);
	const [start, end] = [at(20).toISOString(), at(21).toISOString()];
	await api.make('J-THERE', { Title: 'There', UserName: 'noor-hadid', PlannedStartDate: start, PlannedEndDate: end });
	await api.make('J-SECOND', { Title: 'Second', Priority: '1001' });
	const page = await office(browser);
	await page.goto('/console/board');
	await page.getByRole('button', { name: /J-SECOND/ }).click();
	const dialog = page.getByRole('dialog', { name: 'Plan J-SECOND' });
	await dialog.getByLabel('Technician').selectOption('noor-hadid');
	await dialog.getByLabel('Start').fill(local(at(20)));
	await expect(dialog).toContainText('Noor Hadid has J-THERE at that time');
	await dialog.getByRole('button', { name: 'Close' }).click();
	expect((await api.read('J-SECOND')).UserName).toBeUndefined();
});

test('a visit is moved by keys on the board, told as it moves, and planned by Enter', async ({ browser, request }) => {
	const api = await elsewhere(request);
	await api.make('J-MOVE', { Title: 'Moved by keys', UserName: 'noor-hadid', PlannedStartDate: at(12).toISOString(), PlannedEndDate: at(13).toISOString() });
	const page = await office(browser);
	await page.goto('/console/board');
	const visit = page.locator('[data-num="J-MOVE"]');
	await visit.focus();
	for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'Shift+ArrowRight']) await page.keyboard.press(key);
	await expect(page.getByText('J-MOVE: Pete Lang', { exact: false })).toBeAttached();
	await expect(visit).toBeFocused();
	await page.keyboard.press('Escape');
	await expect(page.getByText('J-MOVE stays as it was.')).toBeAttached();
	expect(await api.read('J-MOVE')).toMatchObject({ UserName: 'noor-hadid', PlannedStartDate: at(12).toISOString() });

	for (const key of ['ArrowDown', 'Shift+ArrowLeft']) await page.keyboard.press(key);
	await page.keyboard.press('Enter');
	// After midday the time is past: what that means is shown first.
	const dialog = page.getByRole('dialog', { name: 'Plan J-MOVE' });
	const planned = page.getByText('J-MOVE is planned: Pete Lang');
	await expect(dialog.or(planned)).toBeVisible();
	if (await dialog.isVisible()) {
		await dialog.getByLabel('Why it is planned anyway').fill('It was agreed.');
		await page.keyboard.press('Enter');
	}
	await expect(planned).toBeVisible();
	expect(await api.read('J-MOVE')).toMatchObject({
		UserName: 'pete-lang',
		PlannedStartDate: at(12).toISOString(),
		PlannedEndDate: new Date(at(13).getTime() - 15 * 60_000).toISOString()
	});
});

test('what became of a dispatch is told also by a board that is opened later', async ({ browser, request }) => {
	const api = await elsewhere(request);
	const [start, end] = [at(21).toISOString(), at(22).toISOString()];
	await api.make('J-SAID', { Title: 'Said yes to', UserName: 'marcus.bell', PlannedStartDate: start, PlannedEndDate: end });
	const phone = await elsewhere(request, 'marcus.bell');
	await phone.post('/device/v1/jobs/J-SAID/accept', { id: crypto.randomUUID(), at: new Date().toISOString() });
	const page = await office(browser);
	await page.goto('/console/board');
	await expect(event(page, 'J-SAID')).toContainText('Accepted');
	const other = await office(browser);
	await other.goto('/console/board');
	await expect(event(other, 'J-SAID')).toContainText('Accepted');
	await api.patch('J-SAID', { UserName: {} });
	await expect(event(page, 'J-SAID')).toBeHidden();
	await page.getByLabel('Where it stands').selectOption('Recalled');
	const list = page.getByRole('region', { name: 'Unscheduled' });
	await expect(list.getByRole('button', { name: /J-SAID/ })).toContainText('Recalled');
	await other.reload();
	await other.getByLabel('Where it stands').selectOption('Recalled');
	await expect(other.getByRole('region', { name: 'Unscheduled' }).getByRole('button', { name: /J-SAID/ })).toBeVisible();
});
