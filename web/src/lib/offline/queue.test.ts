import { expect, it, vi } from 'vitest';
import { Refused } from '$lib/api/client';
import type { Batch } from '$lib/api/types/niagara';
import { Outbox } from './outbox';
import { BATCHES, findKeptUnits, needsUnit, refreshBatch, refreshBatches, refreshUnits } from './queue';
import { phoneOf } from './stand-in';
import { compare } from './theirs';
import type { Beginning } from './types';
import { report } from './wire';

vi.mock('$lib/auth/session.svelte', async () => (await import('./stand-in')).signedIn('noor'));

const begins: Beginning = { workOrder: 'w 1', label: 'Scanners, Batch A', unit: 'Scanner 7' };
const flow = { work_flow_id: 'f-1', applies_to: 'UNIT', steps: { enter: { label: 'Enter' } } };
const batch = (id: string, pending: number, priority = 1, more: object = {}) =>
	({ batch_id: id, created: '2026-01-01', order: 1, queue: { priority }, cycles: { pending }, work_flow_id: 'f-1', work_order: { cycles: [{ work_flow: flow }] }, ...more }) as unknown as Batch;
const unit = (id: string) => ({ unit_id: id, label: `Scanner ${id}`, serial_number: id, raw_serial_number: `S${id}`, current_status: { category: 'PENDING', status: 'x' }, part: {} });
const list = (entries: unknown[], offset?: string) => Response.json({ _embedded: { entries }, offset, _links: offset ? { next: { href: '' } } : {} });

const phone = phoneOf('noor');
const sending = { fileOf: async () => undefined, uploaded: async () => undefined, progress: () => undefined };
const kept = async () => ((await phone.store.get('facts', BATCHES)) as Batch[]).map((one) => [one.batch_id, one.cycles.pending]);

it('begins a cycle under the id of the tap, once, whatever became of the first answer', async () => {
	phone.answer = () => (phone.asked.length === 1 ? new Response(null, { status: 503 }) : Response.json({ context_id: 'r-1' }));
	let now = 0;
	const box = new Outbox(phone.store, (entry) => report('noor', entry, sending), undefined, () => now);
	const { id, at } = await box.add({ num: 'b-1', kind: 'begin', body: { entity_id: 'u-1', entity_type: 'UNIT' }, begins });
	now = (await box.pump()).next ?? 0;
	await box.pump();
	await box.pump();
	const said = (init: RequestInit) => ['idempotency-key', 'action-time'].map((name) => new Headers(init.headers).get(name));
	expect(phone.asked.map(({ path, init }) => [path, init.method, ...said(init), init.body])).toEqual(
		Array(2).fill(['/work-orders/w%201/contexts', 'POST', id, at, '{"entity_id":"u-1","entity_type":"UNIT"}'])
	);
	expect(await box.list()).toMatchObject([{ state: 'sent', answer: { run: 'r-1' }, begins }]);
});

it('keeps all batches in turn, without what is large, and changes one when it is read', async () => {
	phone.answer = (path) => (path.includes('offset=') ? list([batch('b-1', 3)]) : list([batch('b-2', 1, 2), batch('b-0', 5, 1, { order: 0 })], 'next'));
	expect((await refreshBatches(phone.store, 'noor')).map((one) => one.batch_id)).toEqual(['b-0', 'b-1', 'b-2']);
	expect(((await phone.store.get('facts', BATCHES)) as Batch[])[0]?.work_order.cycles[0]?.work_flow).toEqual({ ...flow, steps: {} });
	phone.answer = () => Response.json(batch('b-1', 2));
	await refreshBatch(phone.store, 'noor', 'b-1');
	await refreshBatch(phone.store, 'noor', 'b-1');
	expect(await kept()).toEqual([['b-0', 5], ['b-1', 2], ['b-2', 1]]);
	phone.answer = () => Response.json({ detail: 'no' }, { status: 403 });
	await expect(refreshBatches(phone.store, 'noor')).rejects.toThrow(Refused);
	expect(await refreshBatch(phone.store, 'noor', 'b-1')).toBeNull();
	expect(await kept()).toHaveLength(3);
});

it('knows the units that can be chosen, and not those that were begun here', async () => {
	await phone.store.put('facts', [batch('b-1', 1)], BATCHES);
	expect(needsUnit(batch('b-1', 1))).toBe(true);
	phone.answer = () => list([unit('7'), unit('8')]);
	await refreshUnits(phone.store, 'noor');
	await refreshUnits(phone.store, 'noor');
	expect(phone.asked.map(({ path }) => path)).toEqual(['/units?limit=100&sort=-created&filter[free]=true']);
	const found = async (words: string) => (await findKeptUnits(phone.store, words)).map((one) => one.unit_id);
	expect([await found('scanner'), await found('s8'), await found('scanner s9')]).toEqual([['7', '8'], ['8'], []]);
	await new Outbox(phone.store, async () => ({ how: 'offline' })).add({ num: 'b-1', kind: 'begin', body: { entity_id: '7' }, begins });
	expect(await found('scanner')).toEqual(['8']);
});

it('reads no units where no cycle needs one', async () => {
	await phone.store.put('facts', [batch('b-1', 0), batch('b-2', 4, 1, { work_flow_id: 'other' })], BATCHES);
	await refreshUnits(phone.store, 'noor');
	expect(phone.asked).toEqual([]);
});

it('says beside a begin that was refused how many are left', async () => {
	phone.answer = (path) => (path === '/batches/b-1' ? Response.json(batch('b-1', 0)) : Response.json({ detail: 'No cycle is pending for you' }, { status: 409 }));
	const box = new Outbox(phone.store, (entry) => report('noor', entry, sending));
	await box.add({ num: 'b-1', kind: 'begin', body: {}, begins });
	await box.pump();
	for (const entry of await box.list()) await compare(phone.store, 'noor', entry);
	expect(await box.list()).toMatchObject([{ state: 'conflict', problem: { detail: 'No cycle is pending for you', left: 0 } }]);
});
