import { expect, type Browser, type BrowserContext, type BrowserContextOptions, type Locator, type Page } from '@playwright/test';
import { Gate } from './gate';
import { tokenOf, type elsewhere } from './office';

const PASSWORD = 'docket-demo';
/** The server's tokens are good for longer than this, in milliseconds. */
const SIGNED_IN_FOR = 12 * 3_600_000;

export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** A phone on which a technician is signed in. */
export async function phone(browser: Browser, who: string, options: BrowserContextOptions = {}): Promise<{ context: BrowserContext; page: Page }> {
	const context = await browser.newContext({ ...PHONE, ...options });
	const page = await context.newPage();
	const access = await tokenOf(context.request, who);
	// A file of the same place, which is not the app yet.
	await page.goto('/icon.svg');
	await page.evaluate(
		([key, kept]) => localStorage.setItem(key!, kept!),
		['docket.tokens', JSON.stringify({ access, refresh: '', ends: Date.now() + SIGNED_IN_FOR })]
	);
	await page.goto('/tech');
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	return { context, page };
}

/** A phone that can go where there is no signal: what was on its way breaks off, too. */
export async function roaming(browser: Browser, who: string, baseURL: string) {
	const gate = await Gate.to(Number(new URL(baseURL).port));
	const { context, page } = await phone(browser, who, { baseURL: gate.address });
	await stored(page);
	return {
		page,
		lose: async () => {
			gate.shut();
			await context.setOffline(true);
		},
		find: async () => {
			gate.open();
			await context.setOffline(false);
		},
		end: async () => {
			await context.close();
			gate.end();
		}
	};
}

/** Signs in on the pages that people see. */
export async function signIn(page: Page, who: string): Promise<void> {
	await page.goto('/tech');
	await passSignIn(page, who);
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** The server's own sign-in page. */
export async function passSignIn(page: Page, who: string): Promise<void> {
	await page.locator('input[name=username]').fill(who);
	await page.locator('input[name=password]').fill(PASSWORD);
	await page.getByRole('button').first().click();
	await page.waitForURL((url) => url.pathname.startsWith('/tech') && !url.pathname.includes('signed-in'));
}

/** Until the app's files are on the phone and it opens from there. */
export async function stored(page: Page): Promise<void> {
	const state = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/tech'))?.active?.state);
	await expect.poll(state).toBe('activated');
}

/** Opens the first run that waits for this person at a step of this name. */
export async function openRun(page: Page, step: string): Promise<void> {
	await page.goto('/tech/queue');
	const waiting = page.getByRole('link', { name: new RegExp(`${step}$`) }).first();
	const more = page.getByRole('button', { name: 'Show more' });
	await expect(more.or(waiting).first()).toBeVisible();
	if (await more.count()) await more.click();
	await waiting.click();
	await expect(page.getByRole('heading', { name: step, level: 2 })).toBeVisible();
}

/** What one of the phone's stores has, by its keys. */
export function onPhone(page: Page, who: string, store: string): Promise<unknown[]> {
	return page.evaluate(
		([name, kept]) =>
			new Promise<unknown[]>((done, fail) => {
				const opening = indexedDB.open(name!);
				opening.onerror = () => fail(opening.error);
				opening.onsuccess = () => {
					const reading = opening.result.transaction(kept!).objectStore(kept!).getAllKeys();
					reading.onsuccess = () => {
						opening.result.close();
						done(reading.result);
					};
					reading.onerror = () => fail(reading.error);
				};
			}),
		[`docket-tech-${who}`, store]
	);
}

export type Office = Awaited<ReturnType<typeof elsewhere>>;

/** Makes a job that marcus.bell has on the phone. */
export async function dispatched(office: Office, num: string, title: string, more: object = {}): Promise<void> {
	const start = new Date();
	await office.make(num, {
		OrderNum: num,
		OrderStatus: '1',
		Title: title,
		UserName: 'marcus.bell',
		PlannedStartDate: start.toISOString(),
		PlannedEndDate: new Date(start.getTime() + 3_600_000).toISOString(),
		DispatchStatus: 3,
		CanReject: true,
		CanResched: true,
		Tasks: [{ TaskID: '1', Title: 'Look at it' }],
		...more
	});
}

interface Happened {
	key: string;
	data: { id?: string; action?: string; at?: string } | null;
}

/** What the server knows of a technician's reports on a job, in the order in which it took them. */
export async function reports(office: Office, num: string): Promise<{ id: string; action: string; at: string }[]> {
	const events: Happened[] = [];
	for (let after = '0'; ; ) {
		const page = await office.get<{ events: Happened[]; next: string }>(`/events/v1?limit=1000&after=${encodeURIComponent(after)}`);
		if (page.events.length === 0) break;
		events.push(...page.events);
		after = page.next;
	}
	const seen = events.filter((event) => event.key === num && event.data?.action && event.data.at);
	return seen.map(({ data }) => ({ id: data?.id ?? '', action: data?.action ?? '', at: data?.at ?? '' }));
}

export const button = (page: Page | Locator, name: string) => page.getByRole('button', { name, exact: true });
export const card = (page: Page, title: string) => page.getByRole('link', { name: new RegExp(title) });

/** The photos of the job on the page that can be seen. */
export const pictures = (page: Page) => page.getByRole('region', { name: 'Photos' }).locator('img');

/** Until a picture is there, and is one. */
export async function drawn(picture: Locator): Promise<void> {
	await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true);
}

/** Has the job on the page signed. */
export async function sign(page: Page, name: string): Promise<void> {
	await button(page, 'Have it signed').click();
	const dialog = page.getByRole('dialog', { name: 'Have it signed' });
	await dialog.getByLabel('Name').fill(name);
	const pad = dialog.getByLabel('Sign here');
	// The pad has its size once what draws on it is loaded.
	await expect.poll(() => pad.evaluate((canvas: HTMLCanvasElement) => canvas.width / canvas.offsetWidth === devicePixelRatio)).toBe(true);
	const box = (await pad.boundingBox())!;
	await page.mouse.move(box.x + 30, box.y + 120);
	await page.mouse.down();
	for (const [x, y] of [[80, 40], [120, 150], [170, 60], [260, 110]] as const) await page.mouse.move(box.x + x, box.y + y, { steps: 6 });
	await page.mouse.up();
	await button(dialog, 'Keep').click();
	await expect(dialog).toBeHidden();
}
