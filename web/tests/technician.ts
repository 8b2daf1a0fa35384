import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';

/** A phone on which a technician is signed in and the app is stored. */
export async function phone(browser: Browser, who: string): Promise<{ context: BrowserContext; page: Page }> {
	const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
	const page = await context.newPage();
	await signIn(page, who);
	return { context, page };
}

export async function signIn(page: Page, who: string, start = '/tech'): Promise<void> {
	await page.goto(start);
	await passSignIn(page, who);
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** The server's own sign-in page. */
export async function passSignIn(page: Page, who: string): Promise<void> {
	await page.locator('input[name=username]').fill(who);
	await page.locator('input[name=password]').fill('docket-demo');
	await page.getByRole('button').first().click();
	await page.waitForURL((url) => url.pathname.startsWith('/tech') && !url.pathname.includes('signed-in'));
}

/** Until the app's files are on the phone and it opens from there. */
export async function stored(page: Page): Promise<void> {
	const state = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/tech'))?.active?.state);
	await expect.poll(state).toBe('activated');
}
