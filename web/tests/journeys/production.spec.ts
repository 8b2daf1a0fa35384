import { expect, test } from '@playwright/test';
import { accessible } from '../axe';
import { elsewhere, freeUnit, office } from '../office';

test('a work order is made and put into two queues as batches', async ({ browser, request }) => {
	const page = await office(browser, 'avery.stone');
	await page.goto('/console/projects');
	await page.getByRole('link', { name: /Shelf scanners/ }).click();
	await page.getByRole('button', { name: 'New work order' }).click();
	const making = page.getByRole('dialog', { name: 'New work order' });
	await making.getByLabel('Name').fill('Fifty scanners');
	await making.getByLabel('Work flow').selectOption({ index: 0 });
	await making.getByLabel('Where').selectOption({ label: 'Summitfield workshop' });
	await making.getByLabel('How many').fill('50');
	await making.getByRole('button', { name: 'Make the work order' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Fifty scanners' })).toBeVisible();

	await page.getByRole('button', { name: 'Make batches' }).click();
	const batches = page.getByRole('dialog', { name: 'Make batches' });
	await batches.getByLabel('How many batches').fill('5');
	await batches.getByLabel('Cycles in each').fill('11');
	await batches.getByLabel(/Staging line 1/).check();
	await batches.getByLabel(/Staging line 2/).check();
	await expect(batches).toContainText('more than the 50 cycles that are free');
	await batches.getByLabel('Cycles in each').fill('10');
	await expect(batches).toContainText('3 batches of 10 into Staging line 1');
	await batches.getByLabel('Batches into Staging line 1').fill('4');
	await batches.getByLabel('Batches into Staging line 2').fill('1');
	await batches.getByLabel('Batches into Staging line 2').press('Tab');
	await expect(batches).toContainText('4 batches of 10 into Staging line 1');
	await batches.getByLabel('Noor Hadid').check();
	// Both queues get theirs by one request, so that both do or none does.
	const sent: string[] = [];
	page.on('request', (request) => {
		if (request.method() !== 'GET' && request.url().includes('batches')) sent.push(request.postData() ?? '');
	});
	const refused = '**/admin/v1/work-orders/*/batches';
	await page.route(refused, (route) => route.fulfill({ status: 400, contentType: 'application/problem+json', json: { title: 'Bad Request', detail: 'The request is malformed.', invalidParams: [{ path: '$.batches[1].queue_id', reason: 'is not a queue' }] } }));
	await batches.getByRole('button', { name: 'Make 5 batches' }).click();
	await expect(batches.getByText('is not a queue', { exact: true })).toBeVisible();
	await page.unroute(refused);
	await batches.getByRole('button', { name: 'Make 5 batches' }).click();
	await expect(page.getByText('50 · 0 free')).toBeVisible();
	await expect(page.locator('tbody').first().locator('tr')).toHaveCount(5);
	expect(sent.map((body) => (JSON.parse(body) as { batches: { total: number }[] }).batches.map((one) => one.total))).toEqual([
		[4, 1],
		[4, 1]
	]);
	// The technician who was ticked is stored with each of them.
	await expect(page.locator('tbody').first().getByText('Noor Hadid')).toHaveCount(5);
	const api = await elsewhere(request, 'avery.stone');
	const id = new URL(page.url()).pathname.split('/').pop();
	type Batches = { _embedded: Record<string, { assigned_users: { name: string }[] }[]> };
	const stored = Object.values((await api.get<Batches>(`/work-orders/${id}/batches?limit=100`))._embedded).flat();
	expect(stored.map((one) => one.assigned_users.map((user) => user.name))).toEqual(Array.from({ length: 5 }, () => ['Noor Hadid']));
});

test('a batch is ranked by keys', async ({ browser }) => {
	const page = await office(browser, 'avery.stone');
	await page.goto('/console/queues');
	const bench = page.getByRole('region', { name: 'Returns bench' });
	const cards = bench.getByRole('group');
	await expect(cards.first()).toBeVisible();
	const second = (await cards.nth(1).getAttribute('aria-label'))!.split(',')[0]!;
	await cards.nth(1).focus();
	await page.keyboard.press('Alt+ArrowUp');
	await expect(cards.first()).toHaveAttribute('aria-label', new RegExp(`^${second},`));
	await page.reload();
	await expect(cards.first()).toHaveAttribute('aria-label', new RegExp(`^${second},`));
});

test('a batch is ranked by dragging it, in its queue and into another', async ({ browser }) => {
	const page = await office(browser, 'avery.stone');
	await page.goto('/console/queues');
	const [bench, line] = [page.getByRole('region', { name: 'Returns bench' }), page.getByRole('region', { name: 'Staging line 1' })];
	const cards = bench.getByRole('group');
	await expect(cards.nth(1)).toBeVisible();
	const ids = await cards.evaluateAll((all) => all.map((one) => one.id));
	await cards.last().dragTo(cards.first(), { targetPosition: { x: 40, y: 4 } });
	await expect(cards.first()).toHaveAttribute('id', ids.at(-1)!);
	await page.reload();
	await expect(cards.first()).toHaveAttribute('id', ids.at(-1)!);
	await expect(cards).toHaveCount(ids.length);

	await line.scrollIntoViewIfNeeded();
	await cards.first().dragTo(line.getByRole('group').first(), { targetPosition: { x: 40, y: 4 } });
	await expect(line.getByRole('group').first()).toHaveAttribute('id', ids.at(-1)!);
	await page.reload();
	await expect(line.getByRole('group').first()).toHaveAttribute('id', ids.at(-1)!);
	await expect(cards).toHaveCount(ids.length - 1);
	await line.getByRole('group').first().dragTo(cards.first(), { targetPosition: { x: 40, y: 4 } });
	await expect(cards).toHaveCount(ids.length);
});

test('ticked batches move together, and are spread by hand when they are made', async ({ browser }) => {
	const page = await office(browser, 'avery.stone');
	await page.goto('/console/queues');
	const line = page.getByRole('region', { name: 'Staging line 2' });
	const cards = line.getByRole('group');
	await expect(cards.nth(2)).toBeVisible();
	const ids = await cards.evaluateAll((all) => all.map((one) => one.id));
	const [third, second, last] = ids.slice(-3);
	for (const place of [ids.length - 1, ids.length - 2]) await cards.nth(place).getByRole('checkbox').check();
	await expect(page.getByText('2 ticked')).toBeVisible();
	await cards.nth(ids.length - 2).focus();
	await page.keyboard.press('Alt+ArrowUp');
	await expect(cards.last()).toHaveAttribute('id', third!);
	await expect(cards.nth(ids.length - 3)).toHaveAttribute('id', second!);
	await expect(cards.nth(ids.length - 2)).toHaveAttribute('id', last!);
});

test('a work flow is designed, tried and published, and its versions are compared', async ({ browser }) => {
	const page = await office(browser, 'avery.stone');
	await page.goto('/console/flows/new');
	await page.getByLabel('Name', { exact: true }).first().fill('Look and pass');
	await page.getByLabel('Name', { exact: true }).first().press('Tab');
	await page.getByRole('group', { name: 'Check, Person' }).click();
	const step = page.getByRole('region', { name: 'Step' });
	await step.getByLabel('Name', { exact: true }).fill('Look at it');
	await expect(page.getByLabel('JSON')).toHaveValue(/"label": "Look at it"/);
	await step.getByLabel(/^Then/).selectOption('');
	await page.getByRole('button', { name: 'Check', exact: true }).click();
	await expect(page.locator('.step.wrong')).toContainText('Look at it');
	await step.getByLabel(/^Then/).selectOption({ label: 'Done' });
	await page.getByRole('link', { name: 'Dry run' }).click();
	await page.getByRole('button', { name: 'Run it' }).click();
	await expect(page.getByText('It succeeds')).toBeVisible();
	await page.getByRole('link', { name: 'Picture' }).click();
	await page.getByRole('button', { name: 'Make the work flow' }).click();
	await expect(page.getByText('Version 1')).toBeVisible();

	await page.getByLabel('Name', { exact: true }).first().fill('Look twice');
	await page.getByLabel('Name', { exact: true }).first().press('Tab');
	await page.getByRole('button', { name: 'Save a new version' }).click();
	await expect(page.getByText('Version 2', { exact: true })).toBeVisible();
	await page.getByRole('link', { name: 'Versions' }).click();
	await expect(page.locator('.change', { hasText: 'Look twice' })).toContainText('− Look and pass');
});

test('a run is followed: where it stands and what it waits for', async ({ browser, request }) => {
	const api = await elsewhere(request, 'avery.stone');
	type Page = { _embedded: Record<string, Record<string, string>[]> };
	const first = async (path: string) => Object.values((await api.get<Page>(path))._embedded)[0]![0]!;
	const flow = await first('/work-flows?limit=1');
	const run = await api.post<{ context_id: string }>(`/work-flows/${flow.work_flow_id}/contexts`, { entity_type: 'UNIT', entity_id: await freeUnit(api) });
	const page = await office(browser, 'avery.stone');
	await page.goto('/console/cycles?show=running');
	await page.locator(`a[href$="${run.context_id}"]`).click();
	await expect(page.getByRole('img', { name: 'Path' })).toBeVisible();
	await expect(page.getByText('Scan the asset tag', { exact: true })).toBeVisible();
});

test('what people say in a dry run is entered in forms made from the steps', async ({ browser }) => {
	const page = await office(browser, 'avery.stone');
	await page.goto('/console/flows');
	await page.getByRole('link', { name: 'Stage a tablet' }).click();
	await page.getByRole('link', { name: 'Dry run' }).click();
	const step = (name: string) => page.getByRole('region', { name: new RegExp(`^${name}`) });
	const run = () => page.getByRole('button', { name: 'Run it' }).click();
	await step('Scan the asset tag').getByRole('textbox', { name: /^Scan the asset tag/ }).fill('TAG-9');
	await run();
	await expect(page.getByText('It succeeds')).toBeVisible();
	await expect(page.getByText('asset-tag becomes TAG-9')).toBeVisible();
	await expect(page.getByText('The state becomes Complete')).toBeVisible();
	await page.getByText('What it begins with').click();
	await accessible(page);

	await step('Restore and enrol').getByLabel(/^Charge of the battery/).fill('20');
	await run();
	await expect(page.getByText('It was stopped')).toBeVisible();
	await expect(step('Restore and enrol').getByRole('alert')).toContainText('60');
	await accessible(page);
	await step('Restore and enrol').getByLabel(/^Charge of the battery/).fill('90');
	await step('Check the tablet').getByRole('group', { name: 'Tag sits straight' }).getByText('Bad').click();
	await run();
	await expect(page.getByText('It fails')).toBeVisible();
	await expect(page.getByText('Tag sits straight: bad').first()).toBeVisible();
	await step('Check the tablet').getByRole('button', { name: 'It can’t be done' }).click();
	await step('Check the tablet').getByLabel('Why').fill('No light here');
	await run();
	await expect(page.getByText('No light here').first()).toBeVisible();

	// What was said stays while one looks at the picture, and stands in the JSON too.
	await page.getByRole('link', { name: 'Picture' }).click();
	await page.getByRole('link', { name: 'Dry run' }).click();
	await expect(step('Check the tablet').getByLabel('Why')).toHaveValue('No light here');
	await page.getByRole('button', { name: 'As JSON' }).click();
	const json = page.getByLabel('Everything the dry run is given');
	await expect(json).toHaveValue(/"reason": "No light here"/);
	await json.fill('{"answers": 5}');
	await expect(page.getByText('answers is a list of objects')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Run it' })).toBeDisabled();
	await json.fill('{"answers": []}');
	await page.getByRole('button', { name: 'As JSON' }).click();
	await run();
	await expect(page.getByText('It waits', { exact: true })).toBeVisible();
	await page.getByLabel('Answer a step (once more)').selectOption({ label: 'Scan the asset tag' });
	await expect(step('Scan the asset tag').getByRole('textbox', { name: /^Scan the asset tag/ })).toHaveValue('Example');
});
