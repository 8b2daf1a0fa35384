import { expect, test, type Locator, type Page } from '@playwright/test';
import { seen } from './axe';
import { elsewhere } from './office';
import { oven } from './picture';
import { button, card, dispatched, drawn, openRun, phone, pictures, reports, sign, stored } from './technician';
import { batchOf, NOOR } from './workshop';

const FORM = {
	Title: 'Safety check',
	FlexGroups: [
		{
			Title: 'Before work',
			FlexAttrs: [
				{ FlexAttrID: 'off', Label: 'Power is off', Type: 'flag', IsReq: true },
				{ FlexAttrID: 'kpa', Label: 'Pressure in kPa', Type: 'number', IsReq: true, Help: 'At the gauge behind the panel' },
				{ FlexAttrID: 'gear', Label: 'Gear worn', Type: 'choices', Choices: [{ code: 1, desc: 'Helmet' }, { code: 2, desc: 'Gloves' }] }
			]
		}
	]
};

const middle = (one: Locator) => one.evaluate((element) => element.scrollIntoView({ block: 'center' }));
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name });
const away = (page: Page, name: string) => dialog(page, name).getByRole('button', { name: /Close|Cancel/ }).last().click();

/** Screens of a job and what opens on them: how one gets there, and how one leaves again. */
const SCREENS: [name: string, open: (page: Page) => Promise<void>, leave?: (page: Page) => Promise<void>][] = [
	['job', (page) => middle(page.getByRole('region', { name: 'Photos' }))],
	['job-photo', (page) => page.getByRole('button', { name: 'Door seal, worn' }).click(), (page) => away(page, 'Photo')],
	['job-form', (page) => page.getByRole('button', { name: /Safety check/ }).click(), (page) => away(page, 'Safety check')],
	[
		'job-part',
		async (page) => {
			await button(page, 'Add a part').click();
			await page.getByLabel('Search parts').fill('fan');
			await expect(page.getByRole('list', { name: 'Parts found' })).toBeVisible();
		},
		(page) => away(page, 'Add a part')
	],
	['job-sign', (page) => button(page, 'Have it signed').click(), (page) => away(page, 'Have it signed')],
	['job-complete', (page) => button(page, 'Complete').click(), (page) => away(page, 'Complete this job?')],
	['job-signed', (page) => middle(page.getByRole('img', { name: 'Signature of Ada Byron' }))]
];

test('every screen of a job and of its files can be used by everybody, fits and shows what it has', async ({ browser, request }) => {
	test.setTimeout(180_000);
	const office = await elsewhere(request);
	const more = { Location: { LocationNum: 'L-1', Name: 'Café Rondo', SigReq: true }, FlexForms: ['safety'], Extensions: { FlexForms: { safety: FORM } } };
	await dispatched(office, 'P-1', 'Oven door does not close', more);
	const { context, page } = await phone(browser, 'marcus.bell');
	await stored(page);
	await card(page, 'Oven door does not close').click();
	await expect(button(page, 'Accept')).toBeVisible();
	await expect.poll(async () => (await reports(office, 'P-1')).length).toBe(1);
	await context.setOffline(true);
	for (const step of ['Accept', 'Start travel', 'Arrived', 'Start work']) await button(page, step).click();
	for (const [open, note] of [[0.1, 'Door seal, worn'], [0, '']] as const) {
		await page.locator('input[type=file]').last().setInputFiles([{ name: 'oven.png', mimeType: 'image/png', buffer: oven(960, 1280, open) }]);
		await dialog(page, 'New photo').getByLabel('Note').fill(note);
		await button(dialog(page, 'New photo'), 'Done').click();
		await drawn(pictures(page).last());
	}
	await sign(page, 'Ada Byron');
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		// Opened anew, as by somebody whose phone looks like this.
		await page.goto('/tech');
		await card(page, 'Oven door does not close').click();
		for (const [name, open, leave] of SCREENS) {
			await open(page);
			await seen(page, name, colorScheme);
			await leave?.(page);
		}
		await page.goto('/tech/outbox');
		await expect(page.getByText('Photo: Door seal, worn')).toBeVisible();
		await expect(page.locator('li img')).toHaveCount(3);
		await seen(page, 'outbox', colorScheme);
		await page.goto('/tech');
		await expect(card(page, 'Oven door does not close')).toBeVisible();
		await seen(page, 'day', colorScheme);
	}
	await context.close();
});

test('the queue, a batch and a step can be used by everybody, and fit', async ({ browser, request }) => {
	const batch = await batchOf(request, 'Loggers for the clinic', 4);
	const { context, page } = await phone(browser, NOOR);
	await page.goto(batch.address);
	await batch.choose(page);
	await page.waitForURL(/\/tech\/runs\//);
	const run = page.url();
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		await page.goto('/tech/queue');
		await expect(page.getByRole('heading', { name: /Waiting for you/ })).toBeVisible();
		await expect(page.getByRole('link', { name: /Loggers for the clinic/ }).last()).toBeVisible();
		await seen(page, 'queue', colorScheme);
		await page.goto(batch.address);
		await expect(page.getByRole('link', { name: /Look it over$/ })).toBeVisible();
		await seen(page, 'batch', colorScheme);
		await button(page, 'Begin the next unit').click();
		await dialog(page, 'Which unit?').getByLabel('Serial number or label').fill('Tablet 10');
		await button(dialog(page, 'Which unit?'), 'Find').click();
		await expect(dialog(page, 'Which unit?').getByRole('listitem').first()).toBeVisible();
		await seen(page, 'unit-choose', colorScheme);
		await page.goto(run);
		await expect(page.getByRole('group', { name: 'It is clean' })).toBeVisible();
		await seen(page, 'step-tasks', colorScheme);
		await openRun(page, 'Scan the asset tag');
		await seen(page, 'step-entry', colorScheme);
	}
	await context.close();
});
