import { expect, test } from '@playwright/test';
import { accessible } from './axe';
import { elsewhere } from './office';
import { photoFile } from './picture';
import { button, card, dispatched, drawn, phone, pictures, reports, sign, stored } from './technician';

test('photos taken without signal are kept on the phone, and reach the office with their notes', async ({ browser, request }) => {
	const office = await elsewhere(request);
	await dispatched(office, 'F-1', 'Photograph the seals');
	const { context, page } = await phone(browser, 'marcus.bell');
	await stored(page);
	await card(page, 'Photograph the seals').click();
	await expect(button(page, 'Accept')).toBeVisible();
	await context.setOffline(true);

	const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, 'Choose').click()]);
	await chooser.setFiles([photoFile(1, 2600, 1300), photoFile(2), photoFile(3)]);
	const dialog = page.getByRole('dialog', { name: 'New photo' });
	await drawn(dialog.locator('img'));
	await accessible(page);
	await dialog.getByLabel('Note').fill('Upper seal, worn');
	await button(dialog, 'Done').click();
	await expect(pictures(page)).toHaveCount(3);
	await button(dialog, 'Delete').click();
	await expect(pictures(page)).toHaveCount(2);
	await button(dialog, 'Done').click();
	await expect(dialog).toBeHidden();
	const tiles = page.getByRole('region', { name: 'Photos' });
	await expect(tiles.getByText('On the phone')).toHaveCount(2);

	await page.reload();
	await expect(pictures(page)).toHaveCount(2);
	for (const one of await pictures(page).all()) await drawn(one);
	expect((await office.read('F-1')).Photos).toBeUndefined();

	await context.setOffline(false);
	await expect(tiles.getByText('On the phone')).toHaveCount(0);
	await expect.poll(async () => ((await office.read('F-1')).Photos as unknown[] | undefined)?.length).toBe(2);
	const photos = (await office.read('F-1')).Photos as { URL: string; Note: string }[];
	expect(photos.map((photo) => photo.Note)).toEqual(['Upper seal, worn', '']);
	const first = await office.raw(photos[0]!.URL);
	expect(first.headers()['content-type']).toBe('image/jpeg');
	const size = await page.evaluate(async (bytes) => {
		const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
		return [picture.width, picture.height];
	}, [...(await first.body())]);
	expect(size).toEqual([2048, 1024]);

	// What is with the office is still there to be looked at.
	await context.setOffline(true);
	await page.reload();
	await drawn(pictures(page).first());
	await tiles.getByRole('button', { name: 'Upper seal, worn' }).click();
	const one = page.getByRole('dialog', { name: 'Photo' });
	await expect(one.getByText('Upper seal, worn')).toBeVisible();
	await accessible(page);
	await button(one, 'Delete').click();
	await expect(pictures(page)).toHaveCount(1);
	await context.setOffline(false);
	await expect.poll(async () => ((await office.read('F-1')).Photos as unknown[]).length).toBe(1);
	await context.close();
});

test('a photo that breaks off on the way goes on from there', async ({ browser, request }) => {
	const office = await elsewhere(request);
	await dispatched(office, 'F-2', 'Photograph the boiler');
	const { context, page } = await phone(browser, 'marcus.bell');
	await stored(page);
	await card(page, 'Photograph the boiler').click();
	await expect(button(page, 'Accept')).toBeVisible();
	const offsets: number[] = [];
	let broken = false;
	await context.route('**/device/v1/uploads/*', async (route) => {
		const asked = route.request();
		if (asked.method() !== 'PATCH') return route.continue();
		const offset = Number(asked.headers()['upload-offset']);
		if (offset > 0 && !broken) {
			broken = true;
			return route.abort('connectionreset');
		}
		offsets.push(offset);
		return route.continue();
	});
	const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, 'Take a photo').click()]);
	await chooser.setFiles([photoFile(4, 1600, 1200)]);
	await page.getByRole('dialog', { name: 'New photo' }).getByRole('button', { name: 'Done' }).click();
	await expect.poll(async () => ((await office.read('F-2')).Photos as unknown[] | undefined)?.length).toBe(1);
	expect(broken).toBe(true);
	expect(offsets.length).toBeGreaterThan(2);
	expect(new Set(offsets).size).toBe(offsets.length);
	expect((await reports(office, 'F-2')).filter((one) => one.action === 'photo')).toHaveLength(1);
	await context.close();
});

test('a job that has to be signed is completed with a signature only', async ({ browser, request }) => {
	const office = await elsewhere(request);
	await dispatched(office, 'F-3', 'Have it accepted', { Rules: { IsSigReq: true } });
	const { context, page } = await phone(browser, 'marcus.bell');
	await stored(page);
	await card(page, 'Have it accepted').click();
	await context.setOffline(true);
	for (const step of ['Accept', 'Start travel', 'Arrived', 'Start work', 'Complete']) await button(page, step).click();
	const dialog = page.getByRole('dialog', { name: 'Complete this job?' });
	await expect(dialog).toContainText('The customer has to sign');
	await expect(button(dialog, 'Complete')).toHaveCount(0);
	await accessible(page);
	await dialog.getByRole('button', { name: 'Close' }).last().click();

	await button(page, 'Have it signed').click();
	const pad = page.getByRole('dialog', { name: 'Have it signed' });
	await button(pad, 'Keep').click();
	await expect(pad).toContainText('Enter who signs.');
	await expect(pad).toContainText('The signature is missing.');
	await accessible(page);
	await button(pad, 'Cancel').click();
	await sign(page, 'Ada Byron');
	await drawn(page.getByRole('img', { name: 'Signature of Ada Byron' }));
	await button(page, 'Complete').click();
	await button(dialog, 'Complete').click();
	await context.setOffline(false);
	await expect.poll(async () => (await office.read('F-3')).OrderStatus).toBe('4096');
	const signatures = (await office.read('F-3')).Signatures as { Name: string; ImageFmt: string; Image: string }[];
	expect(signatures).toHaveLength(1);
	expect(signatures[0]?.Name).toBe('Ada Byron');
	expect(Buffer.from(signatures[0]?.Image ?? '', 'base64').subarray(1, 4).toString()).toBe('PNG');
	await drawn(page.getByRole('img', { name: 'Signature of Ada Byron' }));
	await context.close();
});
