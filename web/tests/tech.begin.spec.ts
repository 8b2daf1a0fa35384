import { expect, test, type Page } from '@playwright/test';
import { seen } from './axe';
import { elsewhere, type Who } from './office';
import { button, phone, stored } from './technician';

const TECHNICIAN = 'noor-hadid';

interface Batch {
	batch_id: string;
	cycles: { pending: number };
	assigned_users: { user_id: string }[];
}
interface List<T> {
	total_count: number;
	_embedded: Record<string, T[]>;
}

/** A batch of the technician's with cycles that nobody has begun, and units that wait. */
async function found(request: Parameters<typeof elsewhere>[0]) {
	const office = await elsewhere(request, 'avery.stone' satisfies Who);
	const batches = Object.values((await office.get<List<Batch>>('/batches?limit=100'))._embedded).flat();
	const batch = batches.find((one) => one.cycles.pending > 1 && one.assigned_users.some((user) => user.user_id === TECHNICIAN))!;
	const runs = async () => (await office.get<List<unknown>>('/contexts?limit=1')).total_count;
	return { address: `/tech/queue/${batch.batch_id}`, runs };
}

/** Looks for units until one can be tapped. */
async function choosing(page: Page) {
	await button(page, 'Begin the next unit').click();
	const dialog = page.getByRole('dialog', { name: 'Which unit?' });
	await dialog.getByLabel('Serial number or label').fill('Tablet');
	await button(dialog, 'Find').click();
	const unit = dialog.getByRole('button', { name: /Pending$/ }).last();
	await expect(unit).toBeVisible();
	return unit;
}

test('the next unit is begun by itself when there is signal again', async ({ browser, request }) => {
	const { address, runs } = await found(request);
	const { context, page } = await phone(browser, TECHNICIAN);
	await stored(page);
	await page.goto(address);
	const unit = await choosing(page);
	const name = (await unit.locator('.grow').innerText()).trim();
	const before = await runs();
	await context.setOffline(true);
	await unit.click();
	await expect(page.getByText(`${name} is begun by itself when there is signal`)).toBeVisible();
	await expect(page.getByRole('alert')).toHaveCount(0);
	await expect(button(page, 'Begin the next unit')).toBeHidden();
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		await seen(page, 'begin-waits', colorScheme);
	}
	await context.setOffline(false);
	await page.waitForURL(/\/tech\/runs\//);
	await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
	expect(await runs()).toBe(before + 1);
	await context.close();
});

test('a unit whose begin was heard, but not answered, is begun once', async ({ browser, request }) => {
	const { address, runs } = await found(request);
	const { context, page } = await phone(browser, TECHNICIAN);
	await page.goto(address);
	const unit = await choosing(page);
	const before = await runs();
	let lost = 0;
	await page.route('**/work-orders/*/contexts', async (route) => {
		if (lost++ > 0) return route.continue();
		await route.fetch();
		await route.abort('internetdisconnected');
	});
	await unit.click();
	await expect(page.getByText('is begun by itself when there is signal')).toBeVisible();
	await page.waitForURL(/\/tech\/runs\//);
	expect(lost).toBe(2);
	expect(await runs()).toBe(before + 1);
	await context.close();
});

test('a batch that is opened without signal opens when there is some', async ({ browser, request }) => {
	const { address } = await found(request);
	const { context, page } = await phone(browser, TECHNICIAN);
	await stored(page);
	await context.setOffline(true);
	await page.goto(address);
	await expect(page.getByText('This batch needs a connection. It opens by itself')).toBeVisible();
	await expect(page.getByRole('alert')).toHaveCount(0);
	await context.setOffline(false);
	await expect(button(page, 'Begin the next unit')).toBeVisible();
	await context.close();
});
