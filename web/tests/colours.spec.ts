import { expect, test, type Page } from '@playwright/test';
import { office } from './office';

/** The colours of the page's buttons, and how many things still fade to another colour. */
const looks = (page: Page) =>
	page.evaluate(() => ({
		colours: [...document.querySelectorAll('.btn')].map((one) => {
			const { color, backgroundColor, borderTopColor } = getComputedStyle(one);
			return [color, backgroundColor, borderTopColor].join(' ');
		}),
		fading: document.getAnimations().filter((one) => one instanceof CSSTransition).length
	}));

test('a change between light and dark fades nothing on its own', async ({ browser }) => {
	const page = await office(browser);
	const open = async () => {
		await page.goto('/console/jobs');
		await expect(page.locator('tbody tr').first()).toBeVisible();
	};
	await page.emulateMedia({ colorScheme: 'light' });
	await open();
	const light = await looks(page);
	await page.emulateMedia({ colorScheme: 'dark' });
	const dark = await looks(page);
	expect(dark.fading).toBe(0);
	expect(dark.colours.length).toBeGreaterThan(0);
	expect(dark.colours).not.toEqual(light.colours);
	await open();
	expect(dark.colours).toEqual((await looks(page)).colours);
	await page.context().close();
});
