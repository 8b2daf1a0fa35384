import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { defineConfig } from '@playwright/test';

// The Chromium of the machine is used: nothing is downloaded.
const names = ['chromium', 'chromium-browser', 'google-chrome'];
const found = (process.env.PATH ?? '')
	.split(delimiter)
	.flatMap((folder) => names.map((name) => join(folder, name)))
	.find((path) => existsSync(path));

const pages = Number(process.env.JOURNEYS_PORT ?? 8391);
const server = pages + 1;

export default defineConfig({
	testDir: 'tests',
	outputDir: 'node_modules/.journeys',
	workers: 1,
	// Two cores do everything at once in these runs; what passes at the second try is listed as flaky.
	retries: 1,
	reporter: 'list',
	timeout: 60_000,
	expect: { timeout: 10_000 },
	use: {
		baseURL: `http://127.0.0.1:${pages}`,
		launchOptions: { executablePath: process.env.JOURNEYS_CHROMIUM ?? found, args: ['--no-sandbox'] },
		viewport: { width: 1440, height: 900 },
		locale: 'en-GB',
		timezoneId: 'UTC'
	},
	webServer: [
		{
			command: `node tests/serve.mjs ${server}`,
			url: `http://127.0.0.1:${server}/readyz`,
			timeout: 120_000
		},
		{
			command: `npx vite preview --host 127.0.0.1 --port ${pages} --strictPort`,
			env: { DOCKET_URL: `http://127.0.0.1:${server}` },
			url: `http://127.0.0.1:${pages}/console`
		}
	]
});
