import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import { film } from './code39';
import { elsewhere } from './office';
import { button, phone } from './technician';
import { kept, NOOR } from './workshop';

interface Waiting {
	context_id: string;
	entity: { label: string; raw_serial_number: string };
	waiting_for: { is_check?: boolean; users?: { user_id: string }[] }[];
}

test('the camera reads the code on a unit and opens its run, without signal and with nothing from elsewhere', async ({ request, baseURL, launchOptions }) => {
	const office = await elsewhere(request);
	const { _embedded: found } = await office.get<{ _embedded: Record<string, Waiting[]> }>('/contexts?filter[active]=true&limit=100');
	const run = Object.values(found).flat().find((one) => one.waiting_for.some((step) => !step.is_check && step.users?.some((user) => user.user_id === NOOR)))!;
	const folder = mkdtempSync(join(tmpdir(), 'docket-film-'));
	const seen = join(folder, 'label.y4m');
	writeFileSync(seen, film(run.entity.raw_serial_number));
	const camera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${seen}`];
	const browser = await chromium.launch({ ...launchOptions, args: [...(launchOptions.args ?? []), ...camera] });
	try {
		const { context, page } = await phone(browser, NOOR, { baseURL, permissions: ['camera'] });
		const hosts = new Set<string>();
		context.on('request', (asked) => hosts.add(new URL(asked.url()).host));
		// The runs come one after the other: a phone that loses its signal before has none to find.
		await kept(page, 'open runs');
		await page.getByRole('link', { name: 'Queue' }).click();
		await expect(button(page, 'Scan').first()).toBeVisible();
		await context.setOffline(true);
		await page.reload();
		await button(page, 'Scan').first().click();
		await expect(page).toHaveURL(new RegExp(`/tech/runs/${run.context_id}$`));
		await expect(page.getByRole('heading', { level: 1, name: run.entity.label })).toBeVisible();
		hosts.delete('');
		expect([...hosts]).toEqual([new URL(baseURL!).host]);
	} finally {
		await browser.close();
		rmSync(folder, { recursive: true, force: true });
	}
});
