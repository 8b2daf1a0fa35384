import { expect, test, type Page } from '@playwright/test';
import { accessible, seen } from './axe';
import { elsewhere, freeUnit, type Who } from './office';
import { button, openRun, phone, stored } from './technician';
import { PETE } from './workshop';

interface Shown {
	active: boolean;
	current_steps: string[];
	last_steps: { step_name: string; closed_by: string | null; done_at: string | null; ended_at: string }[];
}

/** A run without what is counted of its batch and its work order: the runs of others move that. */
const uncounted = (run: Shown) => JSON.parse(JSON.stringify(run, (name, value) => (['cycles', 'cycle_totals'].includes(name) ? undefined : value))) as Shown;
const idOf = (page: Page) => page.url().split('/').pop()!;
const title = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();
const step = (page: Page, name: string) => page.getByRole('heading', { level: 2, name });

/** Until the run on the page can be opened without signal. */
async function kept(page: Page): Promise<void> {
	await stored(page);
	await expect(page.getByRole('link', { name: 'Online' })).toBeVisible();
}

async function tickAll(page: Page): Promise<void> {
	const tasks = page.getByRole('group');
	await expect(tasks.first()).toBeVisible();
	for (const task of await tasks.all()) await task.getByText('OK', { exact: true }).click();
}

test('steps closed without signal, with the browser closed between, move the run once and say when', async ({ browser, request }) => {
	const office = await elsewhere(request);
	const { context, page } = await phone(browser, 'noor-hadid');
	const run = (id: string) => office.get<Shown>(`/contexts/${id}`);

	await openRun(page, 'Prepare');
	const listed = { id: idOf(page), of: await title(page) };
	await openRun(page, 'Read the firmware');
	const typed = { id: idOf(page), of: await title(page) };
	await kept(page);
	const before = await run(typed.id);

	await context.setOffline(true);
	const began = Date.now();
	await page.getByRole('textbox', { name: 'Read the firmware' }).fill('4.2.1');
	await button(page, 'Done, go on').click();
	await expect(page.getByText('Kept on this phone.')).toBeVisible();
	await page.goto(`/tech/runs/${listed.id}`);
	await tickAll(page);
	await button(page, 'Done, go on').click();
	await expect(page.getByText('Kept on this phone.')).toBeVisible();
	await expect(button(page, 'Done, go on')).toBeHidden();
	const ended = Date.now();
	await page.close();

	const again = await context.newPage();
	await again.goto(`/tech/runs/${typed.id}`);
	await expect(again.getByText('Kept on this phone.')).toBeVisible();
	await expect(again.getByText('4.2.1')).toBeVisible();
	for (const colorScheme of ['light', 'dark'] as const) {
		await again.emulateMedia({ colorScheme });
		await seen(again, 'step-kept', colorScheme);
	}
	await again.goto('/tech/queue');
	await expect(again.getByRole('link', { name: new RegExp(`${typed.of}.*On the phone`) })).toBeVisible();
	await again.goto('/tech/outbox');
	await expect(again.getByText('Step: Read the firmware')).toBeVisible();
	await expect(again.getByText('Step: Prepare')).toBeVisible();
	expect(uncounted(await run(typed.id))).toEqual(uncounted(before));

	await again.goto(`/tech/runs/${typed.id}`);
	await expect(again.getByText('Kept on this phone.')).toBeVisible();
	await context.setOffline(false);
	await expect(step(again, 'Prepare')).toBeVisible();
	await expect(again.getByRole('link', { name: 'Online' })).toBeVisible();
	for (const [id, name] of [[typed.id, 'enter'], [listed.id, 'pack']] as const) {
		await expect.poll(async () => (await run(id)).current_steps).not.toContain(name);
		const closed = (await run(id)).last_steps.filter((one) => one.step_name === name);
		expect(closed).toMatchObject([{ closed_by: 'noor-hadid' }]);
		const at = Date.parse(closed[0]!.done_at!);
		expect(at).toBeGreaterThanOrEqual(began);
		expect(at).toBeLessThanOrEqual(ended);
		expect(Date.parse(closed[0]!.ended_at)).toBeGreaterThanOrEqual(at);
	}
	await context.close();
});

test('a step that was closed elsewhere meanwhile shows both answers, and mine can be discarded', async ({ browser, request }) => {
	const office = await elsewhere(request);
	const { context, page } = await phone(browser, 'noor-hadid');
	await openRun(page, 'Read the firmware');
	const id = idOf(page);
	await kept(page);
	await context.setOffline(true);
	await page.getByRole('textbox', { name: 'Read the firmware' }).fill('9.9.9');
	await button(page, 'Done, go on').click();
	await expect(page.getByText('Kept on this phone.')).toBeVisible();

	const other = await elsewhere(request, PETE as Who);
	const field = { label: 'Read the firmware', entity_field: "input_filter[?(@.key = 'firmware')]", value: '5.0.0' };
	await other.post(`/contexts/${id}`, { step: 'enter', fields: [field] });
	await context.setOffline(false);
	await expect(page.getByText('The step was closed elsewhere before yours arrived.')).toBeVisible();
	await expect(page.getByRole('group', { name: 'On this phone' })).toContainText('9.9.9');
	const there = page.getByRole('group', { name: 'At the office' });
	await expect(there).toContainText('5.0.0');
	await expect(there).toContainText('Closed by Pete Lang');
	await expect(there).toContainText('Now at: Prepare');
	await expect(step(page, 'Prepare')).toBeVisible();
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		await seen(page, 'step-conflict', colorScheme);
	}

	await page.goto('/tech/outbox');
	const mine = page.getByRole('listitem').filter({ hasText: 'Step: Read the firmware' });
	await expect(mine).toContainText('Conflict');
	await accessible(page);
	await mine.getByRole('link', { name: 'Open the run' }).click();
	await button(page, 'Discard mine').click();
	await expect(page.getByText('The step was closed elsewhere')).toBeHidden();
	await expect(step(page, 'Prepare')).toBeVisible();
	expect((await office.get<Shown>(`/contexts/${id}`)).last_steps.filter((one) => one.step_name === 'enter')).toHaveLength(1);
	await context.close();
});

test('a run that has come to its good end says that it is done', async ({ browser, request }) => {
	const office = await elsewhere(request, 'avery.stone');
	type List = { _embedded: Record<string, Record<string, string>[]> };
	const all = async (path: string) => Object.values((await office.get<List>(path))._embedded).flat();
	const flow = (await all('/work-flows?limit=20')).find((one) => one.label === 'Inspect a returned device')!;
	const run = await office.post<{ context_id: string }>(`/work-flows/${flow.work_flow_id}/contexts`, { entity_type: 'UNIT', entity_id: await freeUnit(office) });
	const items = ['no-cracks', 'no-signs-of-water', 'all-screws-are-there'].map((slug) => ({ slug, value: 'ok' }));
	await office.post(`/contexts/${run.context_id}`, { step: 'look', items });
	await office.post(`/contexts/${run.context_id}`, { step: 'again', acknowledge: true });
	const { context, page } = await phone(browser, 'noor-hadid');
	await page.goto(`/tech/runs/${run.context_id}`);
	await expect(page.getByRole('status').filter({ hasText: 'Back to the queue' })).toContainText('Done');
	await expect(page.getByText('Ended without success')).toBeHidden();
	await context.close();
});
