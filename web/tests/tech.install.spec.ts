import { expect, test } from '@playwright/test';
import { phone, stored } from './technician';

interface Manifest {
	name: string;
	start_url: string;
	scope: string;
	display: string;
	icons: { src: string; sizes: string; type: string; purpose?: string }[];
}

/** The width and height that a PNG says it has. */
const sizeOf = (png: Buffer) => `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;

test('the app can be installed: its manifest and icons are what they say', async ({ browser }) => {
	const { context, page } = await phone(browser, 'marcus.bell');
	await stored(page);
	const href = await page.locator('link[rel=manifest]').getAttribute('href');
	const answer = await context.request.get(href!);
	const manifest = (await answer.json()) as Manifest;
	expect(manifest).toMatchObject({ start_url: '/tech', scope: '/tech', display: 'standalone' });
	for (const icon of manifest.icons) {
		const file = await context.request.get(icon.src);
		expect(file.headers()['content-type'], icon.src).toBe(icon.type);
		if (icon.type === 'image/png') expect(sizeOf(await file.body()), icon.src).toBe(icon.sizes);
	}
	expect(manifest.icons.map((icon) => icon.sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
	expect(manifest.icons.some((icon) => icon.purpose === 'maskable')).toBe(true);
	const touch = await context.request.get((await page.locator('link[rel=apple-touch-icon]').getAttribute('href'))!);
	expect(sizeOf(await touch.body())).toBe('192x192');

	const browserSays = await context.newCDPSession(page);
	// Windows of a test are private ones, in which nothing can be installed; nothing else stands against it.
	const { installabilityErrors: against } = await browserSays.send('Page.getInstallabilityErrors');
	expect(against.map((one) => one.errorId)).toEqual(['in-incognito']);
	// Its start opens without signal.
	await context.setOffline(true);
	await page.goto(manifest.start_url);
	await expect(page.getByRole('heading', { level: 1, name: 'My day' })).toBeVisible();
	await context.close();
});
