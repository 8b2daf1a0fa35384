import { randomInt } from 'node:crypto';
import { expect, test, type Page } from '@playwright/test';
import { Gate } from './gate';
import { Handset } from './handset';
import { elsewhere } from './office';
import { photoFile } from './picture';
import { button, dispatched, passSignIn, pictures, reports, sign, type Office } from './technician';

const ROUNDS = Number(process.env.ROUNDS ?? 3);
const SEED = Number(process.env.SEED ?? randomInt(2 ** 31));
const WHO = 'marcus.bell';
/** A kill comes at any moment of this long: from the first tap, and from when there is signal again, in milliseconds. */
const REACH = { taps: 2_500, sending: 900 };

/** What a technician does, and how one sees on the phone that it is done. Whatever a kill has undone is done again. */
interface Tap {
	seen(page: Page): Promise<boolean>;
	tap(page: Page): Promise<void>;
}

const shows = async (page: Page, name: string) => (await button(page, name).count()) > 0;
const step = (name: string, ...later: string[]): Tap => ({
	seen: async (page) => {
		for (const one of later) if (await shows(page, one)) return true;
		return isDone(page);
	},
	tap: (page) => button(page, name).click()
});
const isDone = async (page: Page) => (await page.getByText('Closed complete').count()) > 0;

const JOURNEY: Tap[] = [
	step('Accept', 'Start travel', 'Arrived', 'Start work', 'Complete'),
	step('Start travel', 'Arrived', 'Start work', 'Complete'),
	step('Arrived', 'Start work', 'Complete'),
	step('Start work', 'Complete'),
	{
		seen: async (page) => (await page.getByText('Belt was worn through.').count()) > 0,
		tap: async (page) => {
			await button(page, 'Add a note').click();
			await page.getByRole('textbox', { name: 'Note for the office' }).fill('Belt was worn through.');
			await button(page, 'Add').click();
		}
	},
	{
		seen: async (page) => (await pictures(page).count()) > 0,
		tap: async (page) => {
			await page.locator('input[type=file]').last().setInputFiles([photoFile(7, 1200, 900)]);
			await page.getByRole('dialog', { name: 'New photo' }).getByRole('button', { name: 'Done' }).click();
		}
	},
	{
		seen: async (page) => (await page.getByRole('img', { name: 'Signature of Ada Byron' }).count()) > 0,
		tap: (page) => sign(page, 'Ada Byron')
	},
	{
		seen: isDone,
		tap: async (page) => {
			await button(page, 'Complete').click();
			await page.getByRole('dialog').getByRole('button', { name: 'Complete' }).click();
		}
	}
];

/** Numbers from 0 to 1 that depend on nothing but the seed. */
function chance(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

// A tap that is lost once is lost.
test.describe.configure({ retries: 0 });

test('a browser that is killed at any moment loses no tap and doubles none', async ({ request, baseURL, launchOptions }) => {
	test.setTimeout(60_000 + ROUNDS * 60_000);
	console.log(`ROUNDS=${ROUNDS} SEED=${SEED}`);
	const office = await elsewhere(request);
	const gate = await Gate.to(Number(new URL(baseURL!).port));
	const handset = new Handset(launchOptions.executablePath!);
	const next = chance(SEED);
	let kills = 0;
	try {
		await settleIn(handset, gate);
		for (let round = 1; round <= ROUNDS; round++) kills += await play(office, gate, handset, `K-${SEED}-${round}`, next);
	} finally {
		await handset.remove();
		gate.end();
	}
	console.log(`${kills} kills, nothing lost, nothing doubled`);
	expect(kills).toBeGreaterThanOrEqual(2 * ROUNDS);
});

/** Signs in, and has the app and the sign-in on the phone for good. */
async function settleIn(handset: Handset, gate: Gate): Promise<void> {
	const page = await handset.start(`${gate.address}/tech`);
	await passSignIn(page, WHO);
	await expect(page.getByRole('link', { name: 'Online' })).toBeVisible();
	const state = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/tech'))?.active?.state);
	await expect.poll(state).toBe('activated');
	await handset.close();
}

/** One job: the phone gets it, works on it without signal, and sends; killed on the way. How often it was killed. */
async function play(office: Office, gate: Gate, handset: Handset, num: string, next: () => number): Promise<number> {
	await dispatched(office, num, `Round ${num}`, { Rules: { IsSigReq: true, IsTravelRequired: true } });
	const address = `${gate.address}/tech/jobs/${num}`;
	const away = await handset.start(address);
	await signedIn(away);
	await expect(button(away, 'Accept')).toBeVisible();
	gate.shut();
	const offline = await killed(handset, address, () => next() * REACH.taps, away, async (page) => {
		for (const one of JOURNEY) await made(page, one);
	});
	gate.open();
	const online = await killed(handset, address, () => next() * REACH.sending, offline.page, async (page) => {
		await page.goto(address);
		await signedIn(page);
		await expect.poll(async () => (await office.read(num)).OrderStatus, { timeout: 60_000 }).toBe('4096');
	});
	await right(office, num);
	await handset.close();
	return offline.kills + online.kills;
}

/** Works until it is done, killing the browser twice at moments that chance chooses, and starting it again. */
async function killed(handset: Handset, address: string, moment: () => number, first: Page, work: (page: Page) => Promise<void>) {
	let page: Page | null = first;
	for (let kills = 0; ; kills++) {
		let isKilled = false;
		let kill = () => undefined as void;
		const died = new Promise<never>((_, fail) => {
			kill = () => {
				isKilled = true;
				handset.kill();
				fail(new Error('killed'));
			};
		});
		died.catch(() => undefined);
		const timer = kills < 2 ? setTimeout(() => kill(), moment()) : undefined;
		try {
			page ??= await handset.start(address);
			const working = work(page);
			working.catch(() => undefined);
			await Promise.race([working, died]);
			// Whoever was faster is killed right after the last tap.
			if (kills > 0) return { page, kills };
			kill();
		} catch (error) {
			if (!isKilled) throw error;
		} finally {
			clearTimeout(timer);
		}
		await handset.ended();
		page = null;
	}
}

/** Does what is not done yet, once. */
async function made(page: Page, one: Tap): Promise<void> {
	await expect(page.getByRole('region', { name: 'Signature' })).toBeVisible();
	if (await one.seen(page)) return;
	await one.tap(page);
	await expect.poll(() => one.seen(page)).toBe(true);
}

/** Until the phone is connected. The sign-in may have been renewed, and the browser killed before it wrote that down. */
async function signedIn(page: Page): Promise<void> {
	const expired = button(page, 'Sign in');
	const connected = page.getByRole('link', { name: /Online|to send/ });
	const form = page.locator('input[name=username]');
	await expect(async () => {
		await expect(expired.or(connected).or(form).first()).toBeVisible({ timeout: 5_000 });
		if (await expired.count()) await expired.first().click({ timeout: 5_000 });
		else if (await form.count()) await passSignIn(page, WHO);
		expect(await connected.count()).toBe(1);
	}).toPass({ timeout: 45_000 });
}

/** On the server is each tap once, in order, and each thing once. */
async function right(office: Office, num: string): Promise<void> {
	const told = (await reports(office, num)).filter((one) => one.action !== 'read');
	expect(told.map((one) => one.action)).toEqual(['accept', 'travel', 'arrive', 'start', 'patch', 'photo', 'signature', 'complete']);
	expect(new Set(told.map((one) => one.id)).size).toBe(told.length);
	const times = told.map((one) => Date.parse(one.at));
	expect(times).toEqual(times.toSorted((a, b) => a - b));
	const job = (await office.read(num)) as Record<string, unknown[]>;
	expect(job.TechNotes).toHaveLength(1);
	expect(job.Photos).toHaveLength(1);
	expect(job.Signatures).toHaveLength(1);
	const photo = await office.raw((job.Photos as { URL: string }[])[0]!.URL);
	expect(photo.headers()['content-type']).toBe('image/jpeg');
	expect((await photo.body()).length).toBeGreaterThan(100_000);
}
