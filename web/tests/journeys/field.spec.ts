import { expect, test, type Page } from '@playwright/test';
import { elsewhere, office } from '../office';
import { photoFile } from '../picture';
import { button, card, drawn, pictures, roaming, sign } from '../technician';

const NUM = 'J-FIELD';

/** A time when nobody has anything: the jobs of the demo lie within six days of now, at the hours that its start leads to. */
function free(): string {
	const day = new Date();
	day.setUTCDate(day.getUTCDate() + 10);
	day.setUTCHours(3, 0, 0, 0);
	return day.toISOString().slice(0, 16);
}

async function photograph(page: Page, seed: number, note: string): Promise<void> {
	await page.locator('input[type=file]').last().setInputFiles([photoFile(seed)]);
	const dialog = page.getByRole('dialog', { name: 'New photo' });
	await dialog.getByLabel('Note').fill(note);
	await button(dialog, 'Done').click();
	await drawn(pictures(page).last());
}

test('a job changes hands while a phone has no signal, and the work of both technicians reaches the office', async ({ browser, request, baseURL }) => {
	test.setTimeout(120_000);
	const api = await elsewhere(request);
	await api.make(NUM, { OrderNum: NUM, OrderStatus: '1', Title: 'Mend the oven', Priority: '1001', Rules: { IsSigReq: true } });

	const desk = await office(browser);
	await desk.goto('/console/board');
	await desk.getByRole('button', { name: new RegExp(NUM) }).focus();
	await desk.keyboard.press('Enter');
	const plan = desk.getByRole('dialog', { name: `Plan ${NUM}` });
	await plan.getByLabel('Technician').selectOption('marcus.bell');
	await plan.getByLabel('Start').fill(free());
	await button(plan, 'Plan it').click();
	await expect(plan).toBeHidden();

	const first = await roaming(browser, 'marcus.bell', baseURL!);
	await card(first.page, 'Mend the oven').click();
	await expect(button(first.page, 'Accept')).toBeVisible();
	await first.lose();

	await desk.goto(`/console/jobs/${NUM}`);
	await desk.getByLabel('Technician', { exact: true }).selectOption('ines.moreau');
	await button(desk, 'Save the changes').click();
	await expect(desk.getByText('Saved.').first()).toBeVisible();

	for (const step of ['Accept', 'Start travel', 'Arrived', 'Start work']) await button(first.page, step).click();
	await photograph(first.page, 11, 'Door was open');
	await first.find();
	await expect(first.page.getByText('The office took this job back.')).toBeVisible();
	await expect(first.page.getByText('reaches the office as a late report')).toBeVisible();
	expect(await api.read(NUM)).toMatchObject({ UserName: 'ines.moreau', OrderStatus: '1' });

	await desk.goto('/console/late-reports');
	const late = desk.locator('tbody tr', { hasText: NUM });
	for (const kind of ['Accepted it', 'Set out', 'Arrived', 'Began', 'Sent a photo']) await expect(late.filter({ hasText: kind }).first()).toContainText('Marcus Bell');
	await drawn(late.filter({ hasText: 'Sent a photo' }).locator('img'));
	await late.getByRole('button', { name: 'The picture that was sent' }).click();
	await drawn(desk.getByRole('dialog').locator('img'));

	const second = await roaming(browser, 'ines.moreau', baseURL!);
	await card(second.page, 'Mend the oven').click();
	await button(second.page, 'Accept').click();
	await expect(button(second.page, 'Start travel')).toBeVisible();
	await second.lose();
	for (const step of ['Start travel', 'Arrived', 'Start work']) await button(second.page, step).click();
	await photograph(second.page, 12, 'New igniter');
	await sign(second.page, 'Ada Byron');
	await button(second.page, 'Complete').click();
	await second.page.getByRole('dialog').getByRole('button', { name: 'Complete' }).click();
	await expect(second.page.getByText('Closed complete')).toBeVisible();

	await desk.goto(`/console/jobs/${NUM}`);
	await expect(desk.getByText('Closed complete').first()).toBeHidden();
	await second.find();
	await expect.poll(async () => (await api.read(NUM)).OrderStatus).toBe('4096');
	await desk.reload();
	await expect(desk.getByText('Closed complete').first()).toBeVisible();
	await drawn(desk.getByRole('img', { name: /New igniter/ }));
	await drawn(desk.getByRole('img', { name: /Ada Byron/ }));
	expect((await api.read(NUM)).Photos).toMatchObject([{ Note: 'New igniter' }]);
	for (const one of [first, second]) await one.end();
});
