import { createRequire } from 'node:module';
import { expect, test, type Page } from '@playwright/test';
import { elsewhere, freeUnit, office } from './office';
import { oven } from './picture';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Every page of the console, with the name of its picture. What has an id is found by what it is called. */
const PAGES: [name: string, path: string][] = [
	['today', '/console'],
	['jobs', '/console/jobs'],
	['job', '/console/jobs/WO-24101'],
	['job-history', '/console/jobs/WO-24101?tab=history'],
	['job-json', '/console/jobs/WO-24101?tab=json'],
	['job-notices', '/console/jobs/WO-24101?tab=notices'],
	['job-new', '/console/jobs/new'],
	['board', '/console/board'],
	['board-map', '/console/board?show=map'],
	['notices', '/console/notices?state=all'],
	['late-reports', '/console/late-reports'],
	['recalled', '/console/jobs/WO-24102?tab=history'],
	['projects', '/console/projects'],
	['project', '/console/projects/{project}'],
	['work-order', '/console/work-orders/{order}'],
	['queues', '/console/queues'],
	['cycles', '/console/cycles?show=running'],
	['blocked', '/console/cycles?show=blocked'],
	['run', '/console/contexts/{run}'],
	['unit', '/console/units/{unit}'],
	['work-flows', '/console/flows'],
	['flow-new', '/console/flows/new'],
	['designer', '/console/flows/{flow}'],
	['dry-run', '/console/flows/{flow}?tab=dry'],
	['versions', '/console/flows/{flow}?tab=versions'],
	['records', '/console/records/account'],
	['account-form', '/console/records/account?open=10010'],
	['product-form', '/console/records/product?open=L-2001'],
	['locations', '/console/records/location'],
	['assets', '/console/records/asset'],
	['users', '/console/records/user'],
	['manufacturers', '/console/records/manufacturer'],
	['vendors', '/console/records/vendor'],
	['units', '/console/records/unit'],
	['parts', '/console/records/part'],
	['customer-form', '/console/records/customer?open={customer}'],
	['part-form', '/console/records/part?open={part}'],
	['people', '/console/settings?tab=people'],
	['roles', '/console/settings?tab=roles'],
	['tokens', '/console/settings?tab=tokens'],
	['statuses', '/console/settings?tab=statuses'],
	['display', '/console/settings?tab=display'],
	['nowhere', '/console/there-is-no-such-page']
];

interface Axe {
	run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
}

async function violations(page: Page): Promise<string[]> {
	await page.addScriptTag({ path: axe });
	const found = await page.evaluate(() => (window as unknown as { axe: Axe }).axe.run());
	return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html} ${node.failureSummary}`));
}

/** The page has what it shows: nothing loads any more, and it is the one that was asked for. */
async function settled(page: Page, name: string): Promise<void> {
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(page.getByText('Loading …')).toHaveCount(0);
	await expect(page.getByText('There is no such page.'), name).toHaveCount(name === 'nowhere' ? 1 : 0);
	await expect(page.locator('.image:not(:has(img))')).toHaveCount(0);
}

/** A technician begins a job that was given to somebody else meanwhile, and sends a photo of it. */
async function reportedLate(request: Parameters<typeof elsewhere>[0]): Promise<void> {
	const api = await elsewhere(request, 'avery.stone');
	const { reports } = await api.get<{ reports: unknown[] }>('/admin/v1/late-reports');
	if (reports.length > 0) return;
	const [num, at] = ['WO-24102', new Date().toISOString()];
	await api.patch(num, { UserName: 'ines.moreau' });
	const phone = await elsewhere(request, 'marcus.bell');
	const upload = await phone.upload(oven(640, 480));
	for (const step of ['travel', 'start']) await phone.late(`/device/v1/jobs/${num}/${step}`, { id: crypto.randomUUID(), at });
	await phone.late(`/device/v1/jobs/${num}/photos`, { id: crypto.randomUUID(), at, upload, note: 'The door stands open' });
}

async function addresses(request: Parameters<typeof elsewhere>[0]): Promise<Record<string, string>> {
	const api = await elsewhere(request, 'avery.stone');
	type List = { _embedded: Record<string, Record<string, string>[]> };
	const first = async (list: string, id: string) => Object.values((await api.get<List>(`/${list}?limit=1`))._embedded)[0]![0]![id]!;
	const [flow, unit] = [await first('work-flows', 'work_flow_id'), await freeUnit(api)];
	const run = await api.post<{ context_id: string }>(`/work-flows/${flow}/contexts`, { entity_type: 'UNIT', entity_id: unit });
	const [customer, part] = [await first('customers', 'customer_id'), await first('parts', 'part_id')];
	return { flow, unit, customer, part, run: run.context_id, project: await first('projects', 'project_id'), order: await first('work-orders', 'work_order_id') };
}

/** An id that was found; without it the address would be another page's. */
function known(ids: Record<string, string>, name: string): string {
	const id = ids[name];
	if (!id) throw new Error(`there is no ${name} to show`);
	return id;
}

/** Pages whose lists are cards on a phone: nothing on them scrolls sideways. */
const CARDS = ['jobs', 'job-notices', 'notices', 'late-reports', 'cycles', 'blocked', 'run', 'unit', 'units', 'parts', 'records', 'work-flows', 'work-order', 'project', 'people', 'tokens', 'versions', 'customer-form', 'part-form'];

/** The matrix of roles scrolls in its own box, and says all the while which right a row is about. */
async function keepsItsRights(page: Page): Promise<void> {
	const box = page.getByRole('region', { name: 'Roles' });
	const [right, last] = [box.locator('tbody td').first(), box.locator('th').last()];
	await expect(last).not.toBeInViewport();
	const before = await right.boundingBox();
	await box.evaluate((one) => (one.scrollLeft = one.scrollWidth));
	await expect(last).toBeInViewport();
	expect((await right.boundingBox())?.x).toBe(before?.x);
	await box.evaluate((one) => (one.scrollLeft = 0));
}

const LOOKS = [
	{ look: 'light', viewport: { width: 1440, height: 900 }, colorScheme: 'light', picture: '' },
	{ look: 'dark', viewport: { width: 1440, height: 900 }, colorScheme: 'dark', picture: '-dark' },
	{ look: 'phone', viewport: { width: 390, height: 844 }, colorScheme: 'light', picture: '-phone' }
] as const;

for (const { look, viewport, colorScheme, picture } of LOOKS) {
	test(`every page is accessible, fits and says nothing wrong: ${look}`, async ({ browser, request }) => {
		test.setTimeout(240_000);
		const ids = await addresses(request);
		await reportedLate(request);
		const page = await office(browser, 'avery.stone', { viewport, colorScheme, reducedMotion: 'reduce' });
		const broken: string[] = [];
		page.on('pageerror', (error) => broken.push(`${page.url()}: ${error.message}`));
		for (const [name, path] of PAGES) {
			await page.goto(path.replace(/\{(\w+)\}/g, (_, id: string) => known(ids, id)));
			await settled(page, name);
			await expect.soft(page.locator('.wrong[role=alert]'), `${name} shows an error`).toHaveCount(0);
			expect.soft(await violations(page), `${name} in ${look}`).toEqual([]);
			expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), `${name} fits`).toBeLessThanOrEqual(viewport.width);
			if (look === 'phone' && CARDS.includes(name)) {
				const wide = () => page.locator('[role=region].scroll').evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length);
				expect.soft(await wide(), `${name} scrolls sideways`).toBe(0);
			}
			if (look === 'phone' && name === 'roles') await keepsItsRights(page);
			// Pictures for the documentation, made when asked for.
			const folder = process.env.JOURNEYS_PICTURES;
			if (folder) await page.screenshot({ path: `${folder}/console-${name}${picture}.png` });
		}
		expect(broken).toEqual([]);
	});
}

for (const { look, viewport, colorScheme, picture } of LOOKS) {
	test(`whoever signs in can do so: ${look}`, async ({ browser }) => {
		// The page lets no script in; the checker is one.
		const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce', bypassCSP: true });
		const page = await context.newPage();
		await page.goto('/console');
		const name = page.locator('input[name=username]');
		await expect(name).toBeVisible();
		expect(await violations(page), look).toEqual([]);
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
		const folder = process.env.JOURNEYS_PICTURES;
		if (folder) await page.screenshot({ path: `${folder}/sign-in${picture}.png` });
		await name.fill('nobody');
		await page.locator('input[name=password]').fill('wrong');
		await page.getByRole('button').first().click();
		await expect(page.getByRole('alert')).toBeVisible();
		expect(await violations(page), `${look}, refused`).toEqual([]);
		await context.close();
	});
}
