import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, removeStore, type Store } from './db';
import { Outbox } from './outbox';
import type { Entry, KeptJob, Outcome } from './types';

const DONE: Outcome = { how: 'done', answer: { version: 2, status: '7', warnings: [] } };
const RECALLED: Outcome = { how: 'refused', problem: { status: 409, code: 'recalled', detail: 'taken away' } };

let store: Store;
let now: number;
let sent: Entry[];

/** An outbox whose server answers as told, one answer after the other, and then takes everything. */
function outbox(...answers: Outcome[]): Outbox {
	const send = async (entry: Entry): Promise<Outcome> => {
		sent.push(entry);
		return answers.shift() ?? DONE;
	};
	return new Outbox(store, send, undefined, () => now);
}

async function tap(box: Outbox, ...taps: [num: string, kind: Entry['kind']][]): Promise<void> {
	for (const [num, kind] of taps) await box.add({ num, kind, body: {} });
}

const order = () => sent.map((entry) => `${entry.num} ${entry.kind}`);
const states = async (box: Outbox) => (await box.list()).map((entry) => entry.state);

beforeEach(async () => {
	store = await openStore('marcus');
	now = Date.parse('2026-11-22T08:00:00.000Z');
	sent = [];
});
afterEach(() => removeStore(store));

describe('the outbox', () => {
	it('sends the taps of a job in their order, each with the time of the tap', async () => {
		const box = outbox();
		await tap(box, ['1', 'travel']);
		now += 60_000;
		await tap(box, ['1', 'arrive'], ['1', 'start']);
		now += 3_600_000;
		await box.pump();
		expect(order()).toEqual(['1 travel', '1 arrive', '1 start']);
		expect(sent.map((entry) => entry.at)).toEqual(['2026-11-22T08:00:00.000Z', '2026-11-22T08:01:00.000Z', '2026-11-22T08:01:00.000Z']);
	});

	it('sends each tap once', async () => {
		const box = outbox();
		await tap(box, ['1', 'start'], ['1', 'pause']);
		await box.pump();
		await box.pump();
		expect(order()).toEqual(['1 start', '1 pause']);
		expect(new Set(sent.map((entry) => entry.id)).size).toBe(2);
		expect(await states(box)).toEqual(['sent', 'sent']);
	});

	it('knows with the tap that a job is accepted, and not after it', async () => {
		const job = { OrderNum: '1' } as KeptJob['job'];
		await store.put('jobs', { num: '1', version: 1, etag: '"1"', job, state: 'held' });
		const accepted = async () => (await store.get('jobs', '1'))?.accepted;
		let then: unknown = 'nothing was added';
		const adding = outbox().add({ num: '1', kind: 'accept', body: {} });
		// The first who can see the entry sees the job accepted.
		for (let n = 0; n < 50; n++) {
			const tx = store.transaction(['outbox', 'jobs']);
			if ((await tx.objectStore('outbox').count()) === 0) continue;
			then = (await tx.objectStore('jobs').get('1'))?.accepted;
			break;
		}
		await adding;
		expect([then, await accepted()]).toEqual([true, true]);
	});

	it('keeps everything when there is no signal, and goes on from there', async () => {
		const box = outbox({ how: 'offline' });
		await tap(box, ['1', 'start'], ['2', 'accept']);
		const round = await box.pump();
		expect(round).toMatchObject({ reached: false, next: now + 1_000 });
		expect(order()).toEqual(['1 start']);
		expect(await states(box)).toEqual(['waiting', 'waiting']);
		now = round.next ?? 0;
		await box.pump();
		expect(order()).toEqual(['1 start', '1 start', '2 accept']);
		expect(sent[0]?.id).toBe(sent[1]?.id);
	});

	it('sends again under the same id what was being sent when the browser was closed', async () => {
		const before = new Outbox(store, () => new Promise<Outcome>(() => undefined), undefined, () => now);
		await tap(before, ['1', 'start'], ['1', 'complete']);
		void before.pump();
		await expect.poll(() => states(before)).toEqual(['sending', 'waiting']);
		const [first] = await before.list();
		store.close();
		store = await openStore('marcus');
		await outbox().pump();
		expect(order()).toEqual(['1 start', '1 complete']);
		expect(sent[0]?.id).toBe(first?.id);
		expect(sent[0]?.at).toBe(first?.at);
	});

	it('stops when the sign-in has expired, loses nothing, and goes on after the next sign-in', async () => {
		const box = outbox({ how: 'signed-out' });
		await tap(box, ['1', 'start'], ['1', 'complete']);
		expect(await box.pump()).toMatchObject({ signedOut: true, next: null });
		expect(await states(box)).toEqual(['waiting', 'waiting']);
		expect(await box.pump()).toMatchObject({ signedOut: false });
		expect(order()).toEqual(['1 start', '1 start', '1 complete']);
	});

	it('shows a recalled job as a conflict and still sends what was done on it after that', async () => {
		const box = outbox(RECALLED, RECALLED);
		await tap(box, ['1', 'start'], ['1', 'complete'], ['2', 'accept']);
		await box.pump();
		expect(order()).toEqual(['1 start', '1 complete', '2 accept']);
		expect(await states(box)).toEqual(['conflict', 'conflict', 'sent']);
		expect((await box.list())[0]?.problem?.code).toBe('recalled');
		await box.pump();
		expect(sent).toHaveLength(3);
	});

	it('backs off for longer and longer while the server has trouble, without holding up other jobs', async () => {
		const trouble: Outcome = { how: 'later' };
		const box = outbox(trouble, DONE, trouble, trouble);
		await tap(box, ['1', 'start'], ['1', 'complete'], ['2', 'accept']);
		const waits: number[] = [];
		for (let round = 0; round < 3; round++) {
			const { next } = await box.pump();
			waits.push((next ?? 0) - now);
			now = next ?? 0;
		}
		expect(order()).toEqual(['1 start', '2 accept', '1 start', '1 start']);
		expect(waits).toEqual([1_000, 3_000, 10_000]);
	});

	it('waits as long as the server asks for', async () => {
		const box = outbox({ how: 'later', after: 45_000 });
		await tap(box, ['1', 'start']);
		expect((await box.pump()).next).toBe(now + 45_000);
		now += 44_999;
		await box.pump();
		expect(sent).toHaveLength(1);
		await box.hurry();
		await box.pump();
		expect(sent).toHaveLength(2);
	});

	it('forgets a refused tap only when the person says so, and never one that is unsent', async () => {
		const box = outbox(RECALLED, { how: 'offline' });
		await tap(box, ['1', 'start'], ['1', 'complete']);
		await box.pump();
		const [refused, waiting] = await box.list();
		await box.drop(refused?.seq ?? 0);
		await box.drop(waiting?.seq ?? 0);
		expect((await box.list()).map((entry) => entry.kind)).toEqual(['complete']);
	});

	it('sends a refused tap once more when asked to', async () => {
		const box = outbox({ how: 'refused', problem: { status: 409, code: 'out-of-order', detail: 'not yet' } });
		await tap(box, ['1', 'arrive']);
		await box.pump();
		await box.retry((await box.list())[0]?.seq ?? 0);
		await box.pump();
		expect(order()).toEqual(['1 arrive', '1 arrive']);
		expect(await states(box)).toEqual(['sent']);
	});
});
