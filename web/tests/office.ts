import { expect, type APIRequestContext, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';

export type Who = 'dana.ortiz' | 'avery.stone' | 'marcus.bell' | 'ruth.adler';

const PASSWORD = 'docket-demo';
type State = Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['storageState']>>;
const kept = new Map<Who, State>();

/** A window of somebody who is signed in. Each person signs in once, on the page that people see. */
export async function office(browser: Browser, who: Who = 'dana.ortiz', options: BrowserContextOptions = {}): Promise<Page> {
	const storageState = kept.get(who);
	const context = await browser.newContext({ ...options, storageState });
	const page = await context.newPage();
	if (!storageState) {
		await signIn(page, who);
		kept.set(who, await context.storageState());
	}
	return page;
}

export async function signIn(page: Page, who: Who): Promise<void> {
	await page.goto('/console');
	await page.locator('input[name=username]').fill(who);
	await page.locator('input[name=password]').fill(PASSWORD);
	await page.getByRole('button').first().click();
	await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible();
}

const tokens = new Map<string, string>();

/** A token of somebody. Each person asks for one once: passwords can be tried ten times a minute. */
export async function tokenOf(request: APIRequestContext, who: string): Promise<string> {
	const known = tokens.get(who);
	if (known) return known;
	const answer = await request.post('/createjwt', { data: { username: who, password: PASSWORD } });
	expect(answer.status()).toBe(200);
	const { token } = (await answer.json()) as { token: string };
	tokens.set(who, token);
	return token;
}

/** The API as somebody, for what happens elsewhere. */
export async function elsewhere(request: APIRequestContext, who: Who = 'dana.ortiz') {
	const headers = { 'x-access-token': await tokenOf(request, who) };
	const job = (num: string) => `/seiapi/v3/trans/WorkOrder/${num}`;
	return {
		patch: async (num: string, data: object) => expect((await request.patch(job(num), { headers, data })).status()).toBe(200),
		make: async (num: string, data: object) => expect((await request.put(job(num), { headers, data })).status()).toBe(201),
		put: async (path: string, data: object) => expect((await request.put(path, { headers, data })).ok()).toBe(true),
		read: async (num: string) => (await (await request.get(job(num), { headers })).json()) as Record<string, unknown>,
		/** Sends a file as a phone does; its id. */
		upload: async (content: Buffer): Promise<string> => {
			const tus = { ...headers, 'tus-resumable': '1.0.0' };
			const begun = await request.post('/device/v1/uploads', { headers: { ...tus, 'upload-length': String(content.length) } });
			const place = begun.headers().location ?? '';
			const sent = { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
			expect((await request.patch(place, { headers: sent, data: content })).status()).toBe(204);
			return place.split('/').pop() ?? '';
		},
		raw: (path: string) => request.get(path, { headers }),
		get: async <T>(path: string) => (await (await request.get(path, { headers })).json()) as T,
		/** Says something that has no answer. */
		done: async (path: string) => expect((await request.post(path, { headers })).ok(), path).toBe(true),
		/** Sends what comes too late: it is refused and kept for the office. */
		late: async (path: string, data: object) => expect((await request.post(path, { headers, data })).status()).toBe(409),
		post: async <T>(path: string, data: object): Promise<T> => {
			const answer = await request.post(path, { headers, data });
			expect(answer.ok(), `${path}: ${answer.ok() ? '' : await answer.text()}`).toBe(true);
			return (await answer.json()) as T;
		}
	};
}

/** A unit that no run has in hand, since each is in one run at a time, and whose status changes when one begins. */
export async function freeUnit(api: Awaited<ReturnType<typeof elsewhere>>): Promise<string> {
	type List = { _embedded: Record<string, { unit_id: string; entity: { unit_id?: string }; current_status: { category: string } }[]> };
	const all = async (path: string) => Object.values((await api.get<List>(path))._embedded).flat();
	const busy = new Set((await all('/contexts?filter[active]=true&limit=100')).map((run) => run.entity.unit_id));
	const free = (await all('/units?limit=100')).find((unit) => !busy.has(unit.unit_id) && unit.current_status.category !== 'IN_PROGRESS');
	expect(free, 'a unit that is free and not in progress').toBeDefined();
	return free!.unit_id;
}
