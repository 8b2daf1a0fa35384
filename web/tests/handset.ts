import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';

/** How long a browser may take to start, in milliseconds. */
const PATIENCE = 30_000;

/** A browser of its own process whose folder outlives it, so that it can be killed and started again. */
export class Handset {
	readonly #folder = mkdtempSync(join(tmpdir(), 'docket-handset-'));
	#process: ChildProcess | undefined;
	#browser: Browser | undefined;

	constructor(private readonly program: string) {}

	/** Starts the browser and opens an address. */
	async start(address: string): Promise<Page> {
		// What a killed browser leaves there says that it still runs.
		for (const left of ['SingletonLock', 'SingletonSocket', 'SingletonCookie', 'DevToolsActivePort']) rmSync(join(this.#folder, left), { force: true });
		const size = ['--window-size=390,844', '--force-device-scale-factor=1'];
		const args = ['--headless=new', '--no-sandbox', '--no-first-run', '--disable-gpu', '--remote-debugging-port=0', ...size, `--user-data-dir=${this.#folder}`];
		// A group of its own: all processes of the browser die together.
		this.#process = spawn(this.program, [...args, 'about:blank'], { stdio: 'ignore', detached: true });
		this.#browser = await chromium.connectOverCDP(await this.#endpoint());
		const context = this.#browser.contexts()[0]!;
		const page = context.pages()[0] ?? (await context.newPage());
		page.setDefaultTimeout(PATIENCE);
		await page.setViewportSize({ width: 390, height: 844 });
		await page.goto(address);
		return page;
	}

	/** The power is gone. */
	kill(): void {
		const pid = this.#process?.pid;
		if (pid && this.#process?.exitCode === null && this.#process.signalCode === null) process.kill(-pid, 'SIGKILL');
	}

	/** Until nothing of it runs any more. */
	async ended(): Promise<void> {
		const old = this.#process;
		if (old && old.exitCode === null && old.signalCode === null) await new Promise((done) => old.once('exit', done));
		this.#process = this.#browser = undefined;
	}

	/** Ends the browser as people do, so that it writes down all it has. */
	async close(): Promise<void> {
		const session = await this.#browser?.newBrowserCDPSession();
		await session?.send('Browser.close').catch(() => undefined);
		await this.ended();
	}

	async remove(): Promise<void> {
		this.kill();
		await this.ended();
		rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
	}

	async #endpoint(): Promise<string> {
		const own = this.#process;
		for (const until = Date.now() + PATIENCE; Date.now() < until && own?.signalCode === null; await new Promise(setImmediate)) {
			try {
				const [port, path] = readFileSync(join(this.#folder, 'DevToolsActivePort'), 'utf8').split('\n');
				if (port && path) return `ws://127.0.0.1:${port}${path}`;
			} catch {
				// It has not begun to listen.
			}
		}
		throw new Error('the browser did not start');
	}
}
