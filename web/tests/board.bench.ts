import { test, type Page } from '@playwright/test';
import { elsewhere, office } from './office';

/** The size that the board is made for: jobs of which most stand on three days, the others on none. */
const TECHNICIANS = 60;
const JOBS = 2_000;
const DAYS = 3;
const EACH = 8;
const AT_ONCE = 20;
/** Visits that a window of the usual size shows, at least. */
const AT_FIRST = 60;

interface Seen {
	longTasks: number[];
	frames: number[];
}

/** Counts what keeps the page from answering, from its first moment on. */
function observe(): void {
	const seen: Seen = { longTasks: [], frames: [] };
	(window as unknown as { seen: Seen }).seen = seen;
	new PerformanceObserver((list) => seen.longTasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: 'longtask', buffered: true });
	let last = performance.now();
	const frame = (now: number) => {
		seen.frames.push(now - last);
		last = now;
		requestAnimationFrame(frame);
	};
	requestAnimationFrame(frame);
}

const forget = (page: Page) =>
	page.evaluate(() => {
		const { seen } = window as unknown as { seen: Seen };
		seen.longTasks.length = 0;
		seen.frames.length = 0;
	});

function told(what: string, figures: Record<string, number | string>): void {
	console.log(`${what}: ${Object.entries(figures).map(([name, value]) => `${name} ${typeof value === 'number' ? value.toFixed(0) : value}`).join(', ')}`);
}

async function tell(page: Page, what: string, more: Record<string, number | string> = {}): Promise<void> {
	const { longTasks, frames } = await page.evaluate(() => (window as unknown as { seen: Seen }).seen);
	const sorted = frames.toSorted((a, b) => a - b);
	told(what, {
		...more,
		'long tasks': longTasks.length,
		'longest, ms': Math.max(0, ...longTasks),
		'blocked, ms': longTasks.reduce((sum, one) => sum + Math.max(0, one - 50), 0),
		'frame p95, ms': sorted[Math.floor(sorted.length * 0.95)] ?? 0,
		'frame max, ms': sorted.at(-1) ?? 0
	});
}

/** Makes the technicians and their jobs through the API. */
async function fill(request: Parameters<typeof elsewhere>[0]): Promise<void> {
	const api = await elsewhere(request, 'avery.stone');
	const people = Array.from({ length: TECHNICIANS }, (_, n) => `bench-${String(n).padStart(2, '0')}`);
	const todo: (() => Promise<unknown>)[] = people.map((id, n) => () => api.put(`/seiapi/v3/trans/User/${id}`, { UserID: id, FirstName: 'Bench', LastName: `Person ${n}`, IsMobileWorker: true, Activated: true }));
	for (const work of todo) await work();
	const midnight = new Date();
	midnight.setUTCHours(0, 0, 0, 0);
	const job = (n: number) => {
		const [slot, day] = [Math.floor(n / TECHNICIANS) % EACH, Math.floor(n / TECHNICIANS / EACH)];
		const start = new Date(midnight.getTime() + day * 86_400_000 + (6 + slot * 1.5) * 3_600_000);
		const plan = day < DAYS ? { UserName: people[n % TECHNICIANS], PlannedStartDate: start.toISOString(), PlannedEndDate: new Date(start.getTime() + 3_600_000).toISOString() } : {};
		const place = { Name: `House ${n}`, Address: { City: 'Atlanta', Lat: String(33.6 + (n % 100) / 500), Lon: String(-84.5 + (n % 77) / 400) } };
		return api.make(`B-${n}`, { Title: `Something to mend, number ${n}`, Priority: String(1001 + (n % 4)), Location: place, ...plan });
	};
	for (let n = 0; n < JOBS; n += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, (_, k) => job(n + k)));
}

/** Drags from one point of the window to another as a hand does, and holds before it lets go. */
async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
	await page.mouse.move(from.x, from.y);
	await page.mouse.down();
	for (let step = 1; step <= 60; step++) await page.mouse.move(from.x + ((to.x - from.x) * step) / 60, from.y + ((to.y - from.y) * step) / 60);
}

test(`a board of ${TECHNICIANS} technicians and ${JOBS} jobs`, async ({ browser, request }) => {
	await fill(request);
	const page = await office(browser, 'avery.stone');
	await page.addInitScript(observe);
	const there = (count: number) => page.waitForFunction((least) => document.querySelectorAll('.ec-event').length >= least, count, { polling: 'raf' });

	for (const [span, days] of [['Day', 1], ['3 days', 3]] as const) {
		if (days === 1) await page.goto('/console/board', { waitUntil: 'commit' });
		else {
			await forget(page);
			await page.getByRole('button', { name: span, exact: true }).click();
		}
		const since = await page.evaluate((first) => (first ? 0 : performance.now()), days === 1);
		await there(AT_FIRST * days);
		const usable = await page.evaluate(() => new Promise<number>((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))));
		await tell(page, `${span}, until usable`, { ms: usable - since, events: await page.locator('.ec-event').count() });

		const event = (await page.locator('.ec-event').filter({ hasText: 'Something' }).nth(2).boundingBox())!;
		await forget(page);
		await drag(page, { x: event.x + 20, y: event.y + 12 }, { x: event.x + 180, y: event.y + 260 });
		await tell(page, `${span}, dragging a visit`);
		await page.keyboard.press('Escape');
		await page.mouse.up();

		const card = (await page.getByRole('region', { name: 'Unscheduled' }).getByRole('button').nth(1).boundingBox())!;
		await forget(page);
		await drag(page, { x: card.x + 30, y: card.y + 12 }, { x: 700, y: 500 });
		await tell(page, `${span}, dragging from the list`);
		await page.mouse.move(card.x + 30, card.y + 12);
		await page.mouse.up();
		await page.keyboard.press('Escape');
	}

	const api = await elsewhere(request);
	await forget(page);
	const sent = Date.now();
	await api.patch('B-60', { Title: 'Told from elsewhere' });
	await page.getByText('Told from elsewhere').first().waitFor({ state: 'attached', timeout: 10_000 });
	await tell(page, 'a change from elsewhere is seen', { ms: Date.now() - sent });

	await forget(page);
	const typed = Date.now();
	await page.getByLabel('Find in the list').pressSequentially('number 19');
	await tell(page, 'typing into the search of the list', { ms: Date.now() - typed });
});
