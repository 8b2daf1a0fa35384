import { expect, it, vi } from 'vitest';
import type { Run } from '$lib/tech/runs';
import { Outbox } from './outbox';
import { isFor, keepRun, refreshRuns, RUNS, standing, valueAt, type KeptRun } from './runs';
import { phoneOf } from './stand-in';
import type { Closing, Entry } from './types';
import { report } from './wire';

vi.mock('$lib/auth/session.svelte', async () => (await import('./stand-in')).signedIn('noor'));

const person = { id: 'noor', alias: 'noor', name: 'Noor', email: null, rights: ['context:read'] };
const closes: Closing = {
	run: 'Scanner 1',
	label: 'Read the firmware',
	since: '2026-01-01T10:00:00.000Z',
	said: [{ label: 'Firmware', value: '1', field: "input_filter[?(@.key = 'firmware')]" }]
};
const waiting = { step: 'enter', label: 'Read the firmware', since: closes.since, what: 'person', users: [{ user_id: 'noor', name: 'Noor' }] };
const run = (id: string, more: object = {}) =>
	({ context_id: id, updated: '2026-01-01T10:00:00.000Z', active: true, outcome: null, reason: null, waiting_for: [waiting], last_steps: [], entity: null, ...more }) as unknown as Run;
const entry = (more: Partial<Entry> = {}): Entry =>
	({ seq: 1, id: 'e-1', num: 'r-1', kind: 'step', at: '2026-01-01T11:00:00.000Z', body: { step: 'enter', fields: [] }, state: 'sending', tries: 0, due: 0, closes, ...more }) as Entry;

const phone = phoneOf('noor');
const sending = { fileOf: async () => undefined, uploaded: async () => undefined, progress: () => undefined };
const kept = async () => ((await phone.store.get('facts', RUNS)) as KeptRun[]).map(({ run }) => run.context_id);

it('sends a step under the id and with the time of the tap, for the visit that was seen', async () => {
	phone.answer = () => Response.json(run('r-1'));
	expect(await report('noor', entry(), sending)).toEqual({ how: 'done', answer: { version: 0, status: '', warnings: [], run: 'r-1' } });
	const [{ path, init }] = phone.asked as [{ path: string; init: RequestInit }];
	expect([path, init.method, init.body]).toEqual(['/contexts/r-1', 'POST', JSON.stringify({ step: 'enter', fields: [] })]);
	const headers = Object.fromEntries(new Headers(init.headers));
	expect(headers).toMatchObject({ 'idempotency-key': 'e-1', 'action-time': entry().at, 'step-since': closes.since });
});

it('keeps what is wrong with an answer beside its parts', async () => {
	const messages = [{ dataPath: '.fields[0].value', message: 'should be a version' }];
	phone.answer = () => Response.json({ title: 'Bad Request', detail: 'Invalid Data', validation_messages: messages }, { status: 400 });
	expect(await report('noor', entry(), sending)).toMatchObject({
		how: 'refused',
		problem: { status: 400, detail: 'Invalid Data', members: [{ path: '.fields[0].value', reason: 'should be a version' }] }
	});
});

it('tells visits of the same step apart', () => {
	expect(isFor(entry(), waiting)).toBe(true);
	expect(isFor(entry(), { ...waiting, since: '2026-01-01T12:00:00.000Z' })).toBe(false);
	expect(isFor(entry(), { ...waiting, step: 'pack' })).toBe(false);
});

it('keeps a run that is closed on the phone until the office has it, and forgets the others that wait no more', async () => {
	for (const id of ['r-1', 'r-2']) await keepRun(phone.store, { run: run(id), steps: [{ step: 'enter' } as KeptRun['steps'][number]] });
	await new Outbox(phone.store, async () => ({ how: 'offline' })).add({ num: 'r-1', kind: 'step', body: { step: 'enter' }, closes });
	phone.answer = (path) => Response.json(path.startsWith('/contexts?') ? { _embedded: { entries: [run('r-3')] }, _links: {} } : { step: 'enter' });
	await refreshRuns(phone.store, 'noor', person);
	expect(await kept()).toEqual(['r-3', 'r-1']);
	phone.answer = () => new Response(null, { status: 503 });
	await refreshRuns(phone.store, 'noor', person);
	expect(await kept()).toEqual(['r-3', 'r-1']);
});

it('says what the office has where the phone’s answers would have gone', () => {
	const past = { step_name: 'enter', started_at: closes.since, ended_at: '2026-01-01T10:30:00.000Z', closed_by: 'u--dana-2Eortiz', done_at: null, did_error: false, reason: null };
	const entity = { input_filter: [{ key: 'firmware', value: '2' }] };
	const now = standing(run('r-1', { last_steps: [{ ...past, ended_at: '2026-01-01T09:00:00.000Z' }, past], entity }), 'enter', closes);
	expect(now.ended).toEqual({ by: 'dana.ortiz', at: past.ended_at, failed: false, reason: null });
	expect([now.waits, now.said]).toEqual([['Read the firmware'], [{ label: 'Firmware', value: '2', field: closes.said[0]!.field }]]);
	expect(standing(run('r-1', { last_steps: [{ ...past, closed_by: 'noor' }] }), 'enter', closes).ended?.by).toBe('Noor');
});

it('finds a value by the paths that work flows write', () => {
	const entity = { label: 'Scanner', input_filter: [{ key: 'tag', value: 'T' }], vendor: { part_number: '7' } };
	for (const [path, value] of [
		['label', 'Scanner'],
		['vendor.part_number', '7'],
		["input_filter[?(@.key = 'tag')]", 'T'],
		["input_filter[?(@.key == 'tag')].value", 'T'],
		["input_filter[?(@.key = 'none')]", undefined],
		['vendor.part_number.more', undefined]
	]) expect(valueAt(entity, path!), path).toBe(value);
});
