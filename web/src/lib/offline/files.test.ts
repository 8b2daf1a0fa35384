import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStore, removeStore, type Store } from './db';
import { fetchAhead, isOwn, photo, settle } from './files';
import { Outbox } from './outbox';
import type { Entry, KeptJob, Outcome } from './types';
import { report, type Sending } from './wire';

const DONE: Outcome = { how: 'done', answer: { version: 2, status: '7', warnings: [] } };

vi.mock('$lib/auth/session.svelte', async () => (await import('./stand-in')).signedIn('marcus'));

let store: Store;
let asked: string[];
let answers: (path: string, init: RequestInit) => Response;

beforeEach(async () => {
	store = await openStore('marcus');
	asked = [];
	answers = () => new Response(null, { status: 404 });
	vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
		asked.push(`${init.method ?? 'GET'} ${path}`);
		return answers(path, init);
	});
});
afterEach(async () => {
	vi.unstubAllGlobals();
	await removeStore(store);
});

const jpeg = (text: string) => new Blob([text], { type: 'image/jpeg' });
const box = (send: (entry: Entry) => Promise<Outcome>) => new Outbox(store, send);
const sending: Sending = {
	fileOf: async (entry) => store.get('files', entry.id),
	uploaded: async (file, is) => void (await store.put('files', { ...file, uploaded: is })),
	progress: () => undefined
};

/** A server that takes whatever it is sent, and refuses a report of a photo as long as told. */
function taking(refusals: Response[] = []): typeof answers {
	let offset = 0;
	return (path, init) => {
		if (init.method === 'POST' && path === '/device/v1/uploads') return new Response(null, { status: 201, headers: { location: `${path}/x` } });
		if (init.method === 'HEAD') return new Response(null, { headers: { 'upload-offset': String(offset) } });
		if (init.method === 'PATCH') {
			offset = (init.body as Blob).size;
			return new Response(null, { status: 204, headers: { 'upload-offset': String(offset) } });
		}
		return refusals.shift() ?? Response.json({ version: 3, order_status: '7', warnings: [] });
	};
}

describe('a file in the outbox', () => {
	it('is on the phone as soon as its entry is, and stays in order with the other taps', async () => {
		const sent: string[] = [];
		const outbox = box(async (entry) => (sent.push(entry.kind), DONE));
		await outbox.add({ num: '1', kind: 'start', body: {} });
		const { id } = await outbox.add({ num: '1', kind: 'photo', body: {}, file: jpeg('one') });
		await outbox.add({ num: '1', kind: 'complete', body: {} });
		expect(await (await store.get('files', id))?.blob.text()).toBe('one');
		await outbox.pump();
		expect(sent).toEqual(['start', 'photo', 'complete']);
	});

	it('waits while the person writes about it, and so does what follows on the job', async () => {
		const sent: string[] = [];
		const outbox = box(async (entry) => (sent.push(`${entry.num} ${entry.kind} ${entry.body.note ?? ''}`), DONE));
		const { seq } = await outbox.add({ num: '1', kind: 'photo', body: {}, file: jpeg('one'), open: true });
		await outbox.add({ num: '1', kind: 'complete', body: {} });
		await outbox.add({ num: '2', kind: 'accept', body: {} });
		await outbox.pump();
		expect(sent).toEqual(['2 accept ']);
		await outbox.close(seq, { note: 'worn' });
		await outbox.close(seq, { note: 'too late' });
		await outbox.pump();
		expect(sent.slice(1)).toEqual(['1 photo worn', '1 complete ']);
	});

	it('is gone from the phone when it is taken back before it was sent, and not once it may have been', async () => {
		const outbox = box(async () => ({ how: 'offline' }));
		const { seq, id } = await outbox.add({ num: '1', kind: 'photo', body: {}, file: jpeg('one') });
		expect(await outbox.takeBack(seq)).toBe(true);
		expect(await store.get('files', id)).toBeUndefined();
		expect(await outbox.list()).toEqual([]);
		const second = await outbox.add({ num: '1', kind: 'photo', body: {}, file: jpeg('two') });
		await outbox.pump();
		expect(await outbox.takeBack(second.seq)).toBe(false);
		expect(await store.get('files', second.id)).toBeDefined();
	});

	it('is looked at without signal after it was sent; what was refused stays until it is forgotten', async () => {
		const refused: Outcome = { how: 'refused', problem: { status: 415, code: 'type', detail: 'no picture' } };
		const outcomes = [DONE, DONE, refused];
		const outbox = box(async () => outcomes.shift() ?? DONE);
		const own = await outbox.add({ num: '1', kind: 'photo', body: {}, file: jpeg('one') });
		const signature = await outbox.add({ num: '1', kind: 'signature', body: {}, file: jpeg('sig') });
		const bad = await outbox.add({ num: '1', kind: 'photo', body: {}, file: jpeg('bad') });
		await outbox.pump();
		await settle(store);
		expect(await (await photo(store, 'marcus', '1', own.id))?.text()).toBe('one');
		expect(asked).toEqual([]);
		expect((await store.getAllKeys('files')).toSorted()).toEqual([bad.id]);
		expect(signature.id).not.toBe(bad.id);
		await outbox.drop(bad.seq);
		expect(await store.getAllKeys('files')).toEqual([]);
	});

	it('is uploaded and then reported, under the id of the tap', async () => {
		answers = taking();
		const outbox = box((entry) => report('marcus', entry, sending));
		const { id } = await outbox.add({ num: 'J 1', kind: 'photo', body: { note: 'worn' }, file: jpeg('one') });
		await outbox.pump();
		const [entry] = await outbox.list();
		expect(entry).toMatchObject({ state: 'sent', answer: { version: 3 } });
		expect(asked).toEqual(['POST /device/v1/uploads', 'HEAD /device/v1/uploads/x', 'PATCH /device/v1/uploads/x', 'POST /device/v1/jobs/J%201/photos']);
		expect((await store.get('files', id))?.uploaded).toBe(true);
	});

	it('is not uploaded twice when only the answer to its report was lost', async () => {
		const fine = taking();
		let lost = true;
		answers = (path, init) => {
			const answer = fine(path, init);
			if (path.endsWith('/photos') && lost) {
				lost = false;
				throw new TypeError('no signal');
			}
			return answer;
		};
		const outbox = box((entry) => report('marcus', entry, sending));
		await outbox.add({ num: '1', kind: 'photo', body: {}, file: jpeg('one') });
		await outbox.pump();
		asked = [];
		await outbox.hurry();
		await outbox.pump();
		expect(asked).toEqual(['POST /device/v1/jobs/1/photos']);
		expect((await outbox.list())[0]?.state).toBe('sent');
	});
});

it('a file whose upload expired before its report arrived goes once more, and no more than that', async () => {
	const gone = () => Response.json({ detail: 'Upload x does not exist' }, { status: 404 });
	answers = taking([gone()]);
	const outbox = box((entry) => report('marcus', entry, sending));
	const { id } = await outbox.add({ num: '1', kind: 'photo', body: {}, file: jpeg('one') });
	const file = (await store.get('files', id))!;
	await store.put('files', { ...file, uploaded: true });
	await outbox.pump();
	expect(asked).toEqual(['POST /device/v1/jobs/1/photos']);
	await outbox.hurry();
	await outbox.pump();
	expect((await outbox.list())[0]?.state).toBe('sent');
	const other = await outbox.add({ num: '2', kind: 'photo', body: {}, file: jpeg('two') });
	answers = taking([gone(), gone()]);
	await outbox.pump();
	expect((await store.get('outbox', other.seq))?.state).toBe('conflict');
});

it('photos of the day and instructions are fetched ahead once, and forgotten when nobody wants them', async () => {
	answers = () => new Response('bytes', { headers: { 'content-type': 'image/jpeg' } });
	const URL = '/seiapi/v3/trans/WorkOrder/1/Photos/a';
	const job = { OrderNum: '1', Photos: [{ ID: 'a', URL }, { ID: 'b', URL: 'https://elsewhere.example/b.jpg' }] };
	const kept: KeptJob = { num: '1', version: 1, etag: '', job, state: 'held' };
	await store.put('jobs', kept);
	await store.put('jobs', { ...kept, num: '2', state: 'recalled' });
	const long = Date.now() - 15 * 24 * 3_600_000;
	await store.put('fetched', { address: '/old', blob: jpeg('old'), wanted: long });
	await fetchAhead(store, 'marcus', ['/attachments/x/download']);
	await fetchAhead(store, 'marcus', ['/attachments/x/download']);
	expect(asked).toEqual(['GET /device/v1/jobs/1/photos/a', 'GET /attachments/x/download']);
	expect((await store.getAllKeys('fetched')).toSorted()).toEqual(['/attachments/x/download', '/device/v1/jobs/1/photos/a']);
});

it('a photo is the server’s own unless its address leads elsewhere', () => {
	expect(isOwn('J 1', { ID: 'a', URL: 'https://docket.example/seiapi/v3/trans/WorkOrder/J%201/Photos/a' })).toBe(true);
	expect(isOwn('J 1', { ID: 'a' })).toBe(true);
	expect(isOwn('J 1', { ID: 'a', URL: 'https://elsewhere.example/a.jpg' })).toBe(false);
	expect(isOwn('J 1', { URL: 'https://elsewhere.example/a.jpg' })).toBe(false);
});
