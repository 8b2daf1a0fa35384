import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Refused } from '$lib/api/client';
import type { Batch } from '$lib/api/types/niagara';
import { openStore, removeStore, type Store } from './db';
import { Outbox } from './outbox';
import { BATCHES, findKeptUnits, needsUnit, refreshBatch, refreshBatches, refreshUnits } from './queue';
import { compare } from './theirs';
import type { Beginning } from './types';
import { report } from './wire';

vi.mock('$lib/auth/session.svelte', () => ({
	session: { token: async () => `x.${btoa(JSON.stringify({ sub: 'noor' }))}.x`, refused: () => undefined }
}));

const begins: Beginning = { workOrder: 'w 1', label: 'Scanners, Batch A', unit: 'Scanner 7' };
const flow = { work_flow_id: 'f-1', applies_to: 'UNIT', steps: { enter: { label: 'Enter' } } };
const batch = (id: string, pending: number, priority = 1, more: object = {}) =>
	({ batch_id: id, created: '2026-01-01', order: 1, queue: { priority }, cycles: { pending }, work_flow_id: 'f-1', work_order: { cycles: [{ work_flow: flow }] }, ...more }) as unknown as Batch;
const unit = (id: string, category = 'PENDING') => ({ unit_id: id, label: `Scanner ${id}`, serial_number: id, raw_serial_number: `S${id}`, current_status: { category, status: 'x' }, part: {} });
const list = (entries: unknown[], offset?: string) => Response.json({ _embedded: { entries }, offset, _links: offset ? { next: { href: '' } } : {} });

let store: Store;
let asked: { path: string; init: RequestInit }[];
let answer: (path: string) => Response;

beforeEach(async () => {
	store = await openStore('noor');
	asked = [];
	vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
		asked.push({ path, init });
		return answer(path);
	});
});
afterEach(async () => {
	vi.unstubAllGlobals();
	await removeStore(store);
});

const sending = { fileOf: async () => undefined, uploaded: async () => undefined, progress: () => undefined };
const kept = async () => ((await store.get('facts', BATCHES)) as Batch[]).map((one) => [one.batch_id, one.cycles.pending]);

it('begins a cycle under the id of the tap, once, whatever became of the first answer', async () => {
	answer = () => (asked.length === 1 ? new Response(null, { status: 503 }) : Response.json({ context_id: 'r-1' }));
	let now = 0;
	const box = new Outbox(store, (entry) => report('noor', entry, sending), undefined, () => now);
	const { id } = await box.add({ num: 'b-1', kind: 'begin', body: { entity_id: 'u-1', entity_type: 'UNIT' }, begins });
	now = (await box.pump()).next ?? 0;
	await box.pump();
	await box.pump();
	expect(asked.map(({ path, init }) => [path, init.method, new Headers(init.headers).get('idempotency-key'), init.body])).toEqual(
		Array(2).fill(['/work-orders/w%201/contexts', 'POST', id, '{"entity_id":"u-1","entity_type":"UNIT"}'])
	);
	expect(await box.list()).toMatchObject([{ state: 'sent', answer: { run: 'r-1' }, begins }]);
});

it('keeps all batches in turn, without what is large, and changes one when it is read', async () => {
	answer = (path) => (path.includes('offset=') ? list([batch('b-1', 3)]) : list([batch('b-2', 1, 2), batch('b-0', 5, 1, { order: 0 })], 'next'));
	expect((await refreshBatches(store, 'noor')).map((one) => one.batch_id)).toEqual(['b-0', 'b-1', 'b-2']);
	expect(((await store.get('facts', BATCHES)) as Batch[])[0]?.work_order.cycles[0]?.work_flow).toEqual({ ...flow, steps: {} });
	answer = () => Response.json(batch('b-1', 2));
	await refreshBatch(store, 'noor', 'b-1');
	await refreshBatch(store, 'noor', 'b-1');
	expect(await kept()).toEqual([['b-0', 5], ['b-1', 2], ['b-2', 1]]);
	answer = () => Response.json({ detail: 'no' }, { status: 403 });
	await expect(refreshBatches(store, 'noor')).rejects.toThrow(Refused);
	expect(await refreshBatch(store, 'noor', 'b-1')).toBeNull();
	expect(await kept()).toHaveLength(3);
});

it('knows the units that can be chosen, and not those that were begun here', async () => {
	await store.put('facts', [batch('b-1', 1)], BATCHES);
	expect(needsUnit(batch('b-1', 1))).toBe(true);
	answer = () => list([unit('7'), unit('8'), unit('9', 'COMPLETE')]);
	await refreshUnits(store, 'noor');
	await refreshUnits(store, 'noor');
	expect(asked).toHaveLength(1);
	const found = async (words: string) => (await findKeptUnits(store, words)).map((one) => one.unit_id);
	expect([await found('scanner'), await found('s8'), await found('scanner 9')]).toEqual([['7', '8'], ['8'], []]);
	await new Outbox(store, async () => ({ how: 'offline' })).add({ num: 'b-1', kind: 'begin', body: { entity_id: '7' }, begins });
	expect(await found('scanner')).toEqual(['8']);
});

it('reads no units where no cycle needs one', async () => {
	await store.put('facts', [batch('b-1', 0), batch('b-2', 4, 1, { work_flow_id: 'other' })], BATCHES);
	await refreshUnits(store, 'noor');
	expect(asked).toEqual([]);
});

it('says beside a begin that was refused how many are left', async () => {
	answer = (path) => (path === '/batches/b-1' ? Response.json(batch('b-1', 0)) : Response.json({ detail: 'No cycle is pending for you' }, { status: 409 }));
	const box = new Outbox(store, (entry) => report('noor', entry, sending));
	await box.add({ num: 'b-1', kind: 'begin', body: {}, begins });
	await box.pump();
	for (const entry of await box.list()) await compare(store, 'noor', entry);
	expect(await box.list()).toMatchObject([{ state: 'conflict', problem: { detail: 'No cycle is pending for you', left: 0 } }]);
});
