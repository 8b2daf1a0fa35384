import { expect, test, type Locator, type Page } from '@playwright/test';
import { accessible } from '../axe';
import { elsewhere, office } from '../office';

interface Run {
	current_steps: string[];
}
interface Flow {
	work_flow_id: string;
	label: string;
	steps: Record<string, { branches?: { steps: object }[] }>;
}
type List<T> = { _embedded: Record<string, T[]> };

const node = (page: Page, key: string) => page.locator(`.svelte-flow__node[data-id="${key}"]`);
const from = (page: Page, key: string, way: string) => node(page, key).locator(`.svelte-flow__handle[data-handleid="${way}"]`);
const json = (page: Page) => page.getByLabel('JSON');
const written = async (page: Page) => JSON.parse(await json(page).inputValue()) as { steps: Record<string, Record<string, unknown>> };

/** Draws from a dot to the dot at the top of another step. */
async function draw(page: Page, dot: Locator, to: string): Promise<void> {
	const [start, end] = [await dot.boundingBox(), await node(page, to).locator('.svelte-flow__handle.target').boundingBox()];
	if (!start || !end) throw new Error(`nothing to draw between: ${to}`);
	await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
	await page.mouse.down();
	await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2 - 12, { steps: 8 });
	await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 3 });
	await page.mouse.up();
}

test('a step is added, connected by drawing, changed in its form and in JSON, and published', async ({ browser }) => {
	const page = await office(browser, 'avery.stone');
	await page.goto('/console/flows/new');
	const step = page.getByRole('region', { name: 'Step' });
	await step.getByLabel('Add a step').selectOption({ label: 'Wait' });
	await expect(node(page, 'wait')).toBeVisible();
	await page.getByRole('button', { name: 'Fit View' }).click();
	await draw(page, from(page, 'check', 'goto'), 'wait');
	await expect(json(page)).toHaveValue(/"goto": "wait"/);
	await draw(page, from(page, 'wait', 'goto'), 'done');
	await expect.poll(async () => (await written(page)).steps.wait?.goto).toBe('done');

	await page.getByRole('button', { name: 'Arrange' }).click();
	await node(page, 'wait').click();
	await step.getByLabel('time', { exact: true }).fill('90');
	await step.getByLabel('time', { exact: true }).press('Tab');
	await expect(json(page)).toHaveValue(/"time": 90/);

	const text = await json(page).inputValue();
	await json(page).fill(text.replace('"label": "Wait"', '"label": "Let it rest"').replace('New work flow', 'Rest and pass'));
	await expect(node(page, 'wait')).toContainText('Let it rest');
	await json(page).fill('{"steps": {"a": null}}');
	await expect(page.getByText(/This is no JSON yet/)).toBeVisible();
	await expect(page.getByRole('button', { name: 'Make the work flow' })).toBeDisabled();
	await json(page).fill(text.replace('"label": "Wait"', '"label": "Let it rest"').replace('New work flow', 'Rest and pass'));

	expect(await json(page).evaluate((area) => area.scrollWidth - area.clientWidth), 'no end of a line is hidden').toBe(0);

	await page.getByRole('button', { name: 'Make the work flow' }).click();
	await expect(page.getByText('Version 1', { exact: true })).toBeVisible();
	await page.reload();
	await expect(node(page, 'wait')).toContainText('Let it rest');
	expect((await written(page)).steps).toMatchObject({ check: { goto: 'wait' }, wait: { goto: 'done', time: 90 } });
});

test('a parallel step gets its branches in forms, its faults are marked inside, and nothing is lost', async ({ browser }) => {
	const page = await office(browser, 'avery.stone');
	await page.goto('/console/flows/new');
	await page.getByLabel('Name', { exact: true }).first().fill('Two at once');
	await page.getByLabel('Name', { exact: true }).first().press('Tab');
	const step = page.getByRole('region', { name: 'Step' });
	await step.getByLabel('Add a step').selectOption({ label: 'In parallel' });
	await page.getByLabel('Begins at').first().selectOption({ label: 'In parallel' });
	await step.getByLabel('Then').selectOption({ label: 'Check' });
	await step.getByLabel('If it fails').selectOption({ label: 'Failed' });
	await step.getByLabel('It has failed').selectOption({ label: 'when all branches have' });

	const second = step.getByRole('group', { name: 'Branch 2' });
	await second.getByRole('button', { name: 'Person' }).click();
	await step.getByLabel('Name', { exact: true }).fill('Weigh it');
	await expect(node(page, 'parallel-b')).toContainText('Weigh it');
	await step.getByRole('button', { name: /In parallel/ }).click();
	await second.getByLabel('Add a step: Branch 2').selectOption({ label: 'Pass on' });
	await expect(node(page, 'pass')).toBeVisible();
	expect((await written(page)).steps.parallel).toMatchObject({
		goto: 'check',
		fail_condition: 'ALL',
		branches: [{ steps: { 'parallel-a': { goto: 'check' } } }, { starts_at: 'parallel-b', steps: { 'parallel-b': { label: 'Weigh it', goto: 'pass', goto_fail: 'failed' }, pass: { goto: 'check' } } }]
	});
	await step.getByRole('button', { name: /In parallel/ }).click();
	await step.getByRole('button', { name: 'Add a branch' }).click();
	await expect(step.getByRole('group', { name: 'Branch 3' })).toBeVisible();
	await step.getByRole('button', { name: 'Remove Branch 3' }).click();
	await expect(step.getByRole('button', { name: 'Remove Branch 2' })).toBeDisabled();

	// A fault of a step inside is marked there.
	await node(page, 'parallel-b').click();
	await step.getByLabel('Then').selectOption('');
	await page.getByRole('button', { name: 'Check', exact: true }).click();
	await expect(node(page, 'parallel-b').locator('.step.wrong')).toBeVisible();
	await expect(step.getByRole('alert').first()).toContainText("branches[1].steps['parallel-b']");
	await page.getByRole('button', { name: 'Fit View' }).click();
	await draw(page, from(page, 'parallel-b', 'goto'), 'pass');
	await expect(json(page)).toHaveValue(/"goto": "pass"/);
	await page.getByRole('button', { name: 'Check', exact: true }).click();
	await expect(page.getByText('Nothing is wrong with it.')).toBeVisible();
	await accessible(page);

	const before = await written(page);
	await page.getByRole('button', { name: 'Make the work flow' }).click();
	await expect(page.getByText('Version 1', { exact: true })).toBeVisible();
	await page.reload();
	await expect(node(page, 'parallel-b')).toContainText('Weigh it');
	// The server names the tasks; all that was written is there.
	expect((await written(page)).steps).toMatchObject(before.steps);
});

test('runs are counted on the steps where they stand, in branches too', async ({ browser, request }) => {
	const api = await elsewhere(request, 'avery.stone');
	const all = async <T>(path: string) => Object.values((await api.get<List<T>>(path))._embedded).flat();
	const flow = (await all<Flow>('/work-flows?limit=100')).find((one) => one.label === 'Stage and mount a logger');
	const runs = await all<Run>(`/work-flows/${flow?.work_flow_id}/contexts?limit=100`);
	const counts = new Map<string, number>();
	for (const step of runs.flatMap((run) => run.current_steps)) counts.set(step, (counts.get(step) ?? 0) + 1);
	const inside = Object.values(flow?.steps ?? {}).flatMap((step) => (step.branches ?? []).flatMap((branch) => Object.keys(branch.steps)));
	expect(inside.filter((key) => counts.has(key)), 'runs stand in branches').not.toEqual([]);

	const page = await office(browser, 'avery.stone');
	await page.goto(`/console/flows/${flow?.work_flow_id}`);
	for (const [key, n] of counts) await expect(node(page, key).getByText(`${n} here now`, { exact: true })).toBeVisible();
	await expect(page.locator('.svelte-flow__node .running')).toHaveCount(counts.size);
});
