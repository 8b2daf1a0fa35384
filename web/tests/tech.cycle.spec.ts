import { expect, test, type Page } from '@playwright/test';
import { accessible } from './axe';
import { button, phone } from './technician';
import { batchOf, NOOR, PETE } from './workshop';

const step = (page: Page, name: string) => page.getByRole('heading', { level: 2, name });
const answer = (page: Page, task: string, word: string) => page.getByRole('group', { name: task }).getByText(word, { exact: true }).click();
const on = (page: Page) => button(page, 'Done, go on').click();

interface Shown {
	active: boolean;
	outcome: string | null;
	reason: string | null;
	last_steps: { step_name: string; closed_by: string | null; did_error: boolean; reason: string | null }[];
	entity: { input_filter: { key: string; value: string | null }[] };
}

/** Begins the next cycle of a batch on a unit that is free. */
async function begin(page: Page, batch: Awaited<ReturnType<typeof batchOf>>): Promise<void> {
	await page.goto(batch.address);
	await batch.choose(page);
	await page.waitForURL(/\/tech\/runs\//);
}

test('a cycle is worked on through steps of every kind, checked by somebody else, and complete', async ({ browser, request }) => {
	const batch = await batchOf(request, 'Worked through', 1);
	const mine = await phone(browser, NOOR);
	const { page } = mine;
	await begin(page, batch);
	const address = page.url();

	await expect(step(page, 'Look it over')).toBeVisible();
	await answer(page, 'It is clean', 'OK');
	await answer(page, 'The seal is whole', 'N/A');
	await answer(page, 'Free of scratches', 'Bad');
	await on(page);
	await page.getByRole('textbox', { name: 'Firmware' }).fill('7.1');
	await on(page);
	await expect(page.getByText('It is switched on.')).toBeVisible();
	await button(page, 'Yes').click();
	await expect(step(page, 'Follow the guide')).toBeVisible();
	await expect(page.getByRole('link', { name: 'Open the instructions' })).toBeVisible();
	await expect(button(page, 'Done, go on')).toBeDisabled();
	await page.getByRole('checkbox').check();
	await on(page);
	// The check is for somebody who did none of the steps.
	await expect(step(page, 'Nothing for you to do here now')).toBeVisible();
	await expect(page.getByText('Final check')).toBeVisible();
	await expect(page.getByText('To be done by somebody who did none of the steps before.')).toBeVisible();
	await expect(button(page, 'Done, go on')).toHaveCount(0);
	expect((await batch.cycles()).map((cycle) => cycle.current_status.category)).toEqual(['VERIFYING']);

	const other = await phone(browser, PETE);
	await other.page.goto('/tech/queue');
	await other.page.goto(address);
	await expect(other.page.getByText('Quality check', { exact: true })).toBeVisible();
	await accessible(other.page);
	await answer(other.page, 'It works', 'OK');
	await on(other.page);
	await expect(other.page.getByRole('status').filter({ hasText: 'Back to the queue' })).toContainText('Done');

	const [cycle] = await batch.cycles();
	expect(cycle?.current_status.category).toBe('COMPLETE');
	const run = await batch.api.get<Shown>(`/contexts/${cycle?.context_id}`);
	expect(run).toMatchObject({ active: false, outcome: 'succeeded' });
	const closed = run.last_steps.filter((one) => one.closed_by).map((one) => `${one.step_name} ${one.closed_by}`);
	expect(closed.toSorted()).toEqual([`check ${PETE}`, `enter ${NOOR}`, `guide ${NOOR}`, `look ${NOOR}`, `sure ${NOOR}`]);
	expect(run.entity.input_filter).toContainEqual(expect.objectContaining({ key: 'firmware', value: '7.1' }));
	await mine.context.close();
	await other.context.close();
});

test('a step that can’t be done ends the run with what is wrong', async ({ browser, request }) => {
	const batch = await batchOf(request, 'Broken', 1);
	const { context, page } = await phone(browser, NOOR);
	await begin(page, batch);
	await button(page, 'It can’t be done').click();
	const dialog = page.getByRole('dialog', { name: 'It can’t be done' });
	await accessible(page);
	await dialog.getByLabel('What is wrong?').fill('The case is cracked');
	await button(dialog, 'Fail this step').click();
	await expect(page.getByText('Ended without success')).toBeVisible();
	const [cycle] = await batch.cycles();
	const run = await batch.api.get<Shown>(`/contexts/${cycle?.context_id}`);
	expect(run.active).toBe(false);
	expect(run.last_steps.find((one) => one.step_name === 'look')).toMatchObject({ closed_by: NOOR, did_error: true, reason: 'The case is cracked' });
	expect(cycle?.current_status.category).not.toBe('COMPLETE');
	await context.close();
});
