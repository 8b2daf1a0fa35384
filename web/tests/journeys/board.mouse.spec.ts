import { expect, test, type Locator, type Page } from '@playwright/test';
import { elsewhere, office } from '../office';

/** How far ahead these journeys plan, in days: the company of the tests has nothing there. */
const AHEAD = 14;

/** An hour of a day on which nothing is past and nothing stands. */
function at(hour: number, days = AHEAD): Date {
	const day = new Date();
	day.setUTCDate(day.getUTCDate() + days);
	day.setUTCHours(hour, 0, 0, 0);
	return day;
}

const local = (when: Date) => when.toISOString().slice(0, 16);
const event = (page: Page, num: string) => page.locator('.ec-event', { hasText: num });

/** The board of that day. */
async function board(page: Page): Promise<void> {
	await page.goto('/console/board');
	await page.getByRole('button', { name: 'Week' }).click();
	for (let weeks = 0; weeks < AHEAD / 7; weeks++) await page.getByRole('button', { name: 'Later' }).click();
	await page.getByRole('button', { name: 'Day', exact: true }).click();
	await expect(page.getByText('Pete Lang', { exact: true })).toBeVisible();
}

/** Drags from one point of the window to another, as a hand does. */
async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
	await page.mouse.move(from.x, from.y);
	await page.mouse.down();
	await page.mouse.move(from.x + 3, from.y + 3);
	await page.mouse.move(to.x, to.y, { steps: 12 });
	await page.mouse.up();
}

async function box(one: Locator) {
	await expect(one).toBeVisible();
	return (await one.boundingBox())!;
}

/** The middle of the row of somebody, at the height of the row's name. */
const rowOf = async (page: Page, name: string) => (await box(page.getByText(name, { exact: true }))).y + 10;

test('a job is dragged to another row and made longer with the mouse, and undone by keys', async ({ browser, request }) => {
	const api = await elsewhere(request);
	await api.make('J-ROWS', { Title: 'From row to row', UserName: 'noor-hadid', PlannedStartDate: at(9).toISOString(), PlannedEndDate: at(10).toISOString() });
	const page = await office(browser);
	await board(page);
	const from = await box(event(page, 'J-ROWS'));
	await drag(page, { x: from.x + 20, y: from.y + 12 }, { x: from.x + 20, y: await rowOf(page, 'Pete Lang') });
	await expect(page.getByText('J-ROWS is planned: Pete Lang')).toBeVisible();
	expect(await api.read('J-ROWS')).toMatchObject({ UserName: 'pete-lang', PlannedStartDate: at(9).toISOString(), PlannedEndDate: at(10).toISOString() });

	const now = await box(event(page, 'J-ROWS'));
	await page.mouse.move(now.x + now.width / 2, now.y + 12);
	await drag(page, { x: now.x + now.width - 3, y: now.y + now.height / 2 }, { x: now.x + 2 * now.width - 3, y: now.y + now.height / 2 });
	await expect.poll(async () => (await api.read('J-ROWS')).PlannedEndDate).toBe(at(11).toISOString());
	expect(await api.read('J-ROWS')).toMatchObject({ UserName: 'pete-lang', PlannedStartDate: at(9).toISOString() });

	await page.locator('h1').click();
	await page.keyboard.press('Control+z');
	await expect(page.getByText('J-ROWS is as it was.')).toBeVisible();
	expect(await api.read('J-ROWS')).toMatchObject({ UserName: 'pete-lang', PlannedEndDate: at(10).toISOString() });
	await page.keyboard.press('Control+z');
	await expect.poll(async () => (await api.read('J-ROWS')).UserName).toBe('noor-hadid');
	await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0);
});

test('a drop against the times of the customer and a hard stop asks for a reason, and leaves the job where it was without one', async ({ browser, request }) => {
	const api = await elsewhere(request);
	const [start, end] = [at(9).toISOString(), at(10).toISOString()];
	const constraints = [{ ID: '1', Desc: 'Open', Period: { Start: at(8).toISOString(), End: at(10).toISOString() } }];
	await api.make('J-HARD', { Title: 'Not later', UserName: 'noor-hadid', PlannedStartDate: start, PlannedEndDate: end, HardStop: true, TimeConstraints: constraints });
	const page = await office(browser);
	await board(page);
	const dialog = page.getByRole('dialog', { name: 'Plan J-HARD' });
	const drop = async () => {
		const from = await box(event(page, 'J-HARD'));
		await drag(page, { x: from.x + 20, y: from.y + 12 }, { x: from.x + 20 + from.width, y: from.y + 12 });
		await expect(dialog).toContainText('The customer is only there: Open');
		await expect(dialog).toContainText('It has a hard stop');
		await expect(dialog.getByRole('button', { name: 'Plan it anyway' })).toBeDisabled();
	};
	const before = await box(event(page, 'J-HARD'));
	await drop();
	await page.keyboard.press('Escape');
	await expect(dialog).toBeHidden();
	await expect.poll(async () => (await box(event(page, 'J-HARD'))).x).toBe(before.x);
	expect(await api.read('J-HARD')).toMatchObject({ PlannedStartDate: start, PlannedEndDate: end });

	await drop();
	await dialog.getByLabel('Why it is planned anyway').fill('They stay open for us.');
	await dialog.getByRole('button', { name: 'Plan it anyway' }).click();
	await expect(dialog).toBeHidden();
	const job = await api.read('J-HARD');
	expect(job).toMatchObject({ PlannedStartDate: at(10).toISOString(), PlannedEndDate: at(11).toISOString() });
	expect(JSON.stringify(job.Notes)).toContain('They stay open for us.');
});

test('a start on a day that is not shown meets what is planned there', async ({ browser, request }) => {
	const api = await elsewhere(request);
	await api.make('J-FAR', { Title: 'Far ahead', UserName: 'noor-hadid', PlannedStartDate: at(13).toISOString(), PlannedEndDate: at(14).toISOString() });
	await api.make('J-ALSO', { Title: 'There, too', Priority: '1001' });
	const page = await office(browser);
	await page.goto('/console/board');
	await page.getByRole('button', { name: /J-ALSO/ }).click();
	const dialog = page.getByRole('dialog', { name: 'Plan J-ALSO' });
	await dialog.getByLabel('Technician').selectOption('noor-hadid');
	await dialog.getByLabel('Start').fill(local(at(13)));
	await expect(dialog).toContainText('Noor Hadid has J-FAR at that time');
	await expect(dialog.getByRole('button', { name: 'Plan it anyway' })).toBeDisabled();
	await dialog.getByLabel('Start').fill(local(at(15)));
	await expect(dialog).toContainText('Nothing stands against it.');
	await expect(dialog.getByRole('button', { name: 'Plan it', exact: true })).toBeEnabled();
});

test('three days and a week are seen at once', async ({ browser, request }) => {
	const api = await elsewhere(request);
	const plan = (days: number) => ({ Title: `In ${days} days`, UserName: 'pete-lang', PlannedStartDate: at(9, AHEAD + days).toISOString(), PlannedEndDate: at(11, AHEAD + days).toISOString() });
	await api.make('J-IN0', plan(0));
	await api.make('J-IN2', plan(2));
	await api.make('J-IN6', plan(6));
	const page = await office(browser);
	await board(page);
	await expect(event(page, 'J-IN0')).toHaveCount(1);
	await expect(event(page, 'J-IN2')).toHaveCount(0);
	await page.getByRole('button', { name: '3 days' }).click();
	await expect(event(page, 'J-IN2')).toHaveCount(1);
	await expect(event(page, 'J-IN6')).toHaveCount(0);
	await page.getByRole('button', { name: 'Week' }).click();
	await expect(event(page, 'J-IN6')).toHaveCount(1);
	await event(page, 'J-IN6').scrollIntoViewIfNeeded();
	await expect(event(page, 'J-IN6')).toBeVisible();
});

test('the map of the day shows the jobs where they are, and opens them by keys', async ({ browser, request }) => {
	const api = await elsewhere(request);
	const place = (Lat: string, Lon: string, City: string) => ({ Location: { Address: { Lat, Lon, City } } });
	await api.make('J-MAP1', { Title: 'First', ...place('33.75', '-84.39', 'Westwood'), UserName: 'pete-lang', PlannedStartDate: at(16).toISOString(), PlannedEndDate: at(17).toISOString() });
	await api.make('J-MAP2', { Title: 'Second', ...place('33.85', '-84.21', 'Eastwood'), UserName: 'pete-lang', PlannedStartDate: at(18).toISOString(), PlannedEndDate: at(19).toISOString() });
	const page = await office(browser);
	await board(page);
	await page.getByRole('button', { name: 'Map', exact: true }).click();
	const map = page.getByRole('group', { name: 'Jobs of the day where they are' });
	await expect(map.getByRole('button', { name: /^1 J-MAP1/ })).toBeVisible();
	await expect(map.getByText('Eastwood', { exact: true })).toBeVisible();
	await expect(map.getByText(/^84\.\d+° W$/).first()).toBeVisible();
	await expect(map.getByText(/^\d+ k?m$/)).toBeVisible();
	const second = map.getByRole('button', { name: /^2 J-MAP2/ });
	await second.focus();
	await page.keyboard.press('Space');
	await expect(page.getByRole('dialog', { name: 'Plan J-MAP2' })).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(page.getByRole('dialog')).toBeHidden();
	await map.getByRole('button', { name: /^1 J-MAP1/ }).focus();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('dialog', { name: 'Plan J-MAP1' })).toBeVisible();
});
