import { afterEach, expect, test, vi } from 'vitest';
import { open, send, understood, unlisted, type Far, type Report } from './api';

const server = vi.hoisted(() => ({ asked: vi.fn() }));
vi.mock('$lib/auth/session.svelte', () => ({ session: { token: async () => 'a token', refused: () => {} } }));
vi.mock('$lib/api/client', async (original) => ({ ...(await original<object>()), api: { GET: server.asked } }));

afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

test('what a spreadsheet on Windows wrote is told from UTF-8', async () => {
	expect((await open(new Blob(['Müller']))).charset).toBe('utf-8');
	expect((await open(new Blob([new Uint8Array([0x4d, 0xfc, 0x6c])]))).charset).toBe('windows-1252');
});

test('columns that the server does not know are left out until somebody says what they are', () => {
	const columns = [
		{ column: 'Kd-Nr', member: null, sample: 'A1' },
		{ column: 'Name', member: 'Name', sample: null }
	];
	expect(understood({ columns } as Report)).toEqual({ 'Kd-Nr': '', Name: 'Name' });
});

test('rows that are not right and not listed are counted', () => {
	const problem = (row: number) => ({ row, column: null, member: null, message: 'is missing' });
	expect(unlisted({ faulty: 7, problems: [problem(2), problem(2), problem(3)] })).toBe(5);
	expect(unlisted({ faulty: 1, problems: [problem(2)] })).toBe(0);
	expect(unlisted({ faulty: 0, problems: [problem(1)] })).toBe(0);
});

/** A request that stays open until the test answers it. */
class Sent {
	static newest: Sent;
	upload: { onprogress?: (event: { loaded: number; total: number }) => void; onload?: () => void } = {};
	status = 0;
	response: unknown = null;
	onload = () => {};
	address = '';
	constructor() {
		Sent.newest = this;
	}
	open(_: string, address: string) {
		this.address = address;
	}
	setRequestHeader() {}
	send() {}
}

test('how far an import is, is told while it is sent and while the server works, and no longer', async () => {
	vi.useFakeTimers();
	vi.stubGlobal('XMLHttpRequest', Sent);
	const far: Far[] = [];
	const table = { file: new Blob(['AccountNum\nA1']), charset: 'utf-8' as const };
	const report = send({ kind: 'accounts', table, mapping: {}, dryRun: false, onfar: (now) => far.push(now) });
	await vi.advanceTimersByTimeAsync(0);
	const sent = Sent.newest;
	sent.upload.onprogress?.({ loaded: 5, total: 10 });
	sent.upload.onload?.();
	const response = { ok: true, status: 200 };
	server.asked.mockResolvedValueOnce({ data: { phase: 'idle', rows: 0, done: 0 }, response });
	server.asked.mockResolvedValueOnce({ data: { phase: 'checking', rows: 4, done: 1 }, response });
	server.asked.mockRejectedValueOnce(new TypeError());
	server.asked.mockResolvedValueOnce({ data: { phase: 'writing', rows: 4, done: 4 }, response });
	await vi.advanceTimersByTimeAsync(1_200);
	const name = new URLSearchParams(sent.address.split('?')[1]).get('name');
	expect(server.asked).toHaveBeenLastCalledWith('/admin/v1/import/{kind}', { params: { path: { kind: 'accounts' }, query: { name } } });
	Object.assign(sent, { status: 200, response: { rows: 4 } }).onload();
	expect(await report).toEqual({ rows: 4 });
	await vi.advanceTimersByTimeAsync(5_000);
	expect(server.asked).toHaveBeenCalledTimes(4);
	expect(far).toEqual([
		{ stage: 'sending', share: 0.5 },
		{ stage: 'writing' },
		{ stage: 'checking', share: 0.25, rows: { done: 1, of: 4 } },
		{ stage: 'writing', share: 1, rows: { done: 4, of: 4 } }
	]);
});
