import { expect, it, vi } from 'vitest';
import type { Job } from '$lib/api/types/job';
import type { Batch } from '$lib/api/types/niagara';
import { idOf, NAMES, peopleOf, refreshNames } from './people';
import type { KeptRun } from './runs';
import { phoneOf } from './stand-in';

vi.mock('$lib/auth/session.svelte', async () => (await import('./stand-in')).signedIn('noor.h'));
const phone = phoneOf('noor.h');

it('knows people by the runs and batches of the day, under their ids', () => {
	const runs = [{ run: { waiting_for: [{ users: [{ user_id: 'u--pete-2Elang', name: 'Pete Lang' }] }, {}] }, steps: [] }] as unknown as KeptRun[];
	const batches = [{ assigned_users: [{ user_id: 'ada', name: 'Ada Byron', email: null }] }] as unknown as Batch[];
	const me = { id: 'noor.h', alias: 'u--noor-2Eh', name: 'Noor Hadid', email: null, rights: [] };
	expect([...peopleOf({ 'avery.stone': 'Avery Stone' }, runs, batches, me)]).toEqual([['avery.stone', 'Avery Stone'], ['pete.lang', 'Pete Lang'], ['ada', 'Ada Byron'], ['noor.h', 'Noor Hadid']]);
	expect([...peopleOf({}, [], null, null)]).toEqual([]);
});

it('asks once what those are called who wrote something in its jobs, and keeps it', async () => {
	const job = { Notes: [{ Author: 'avery.stone' }, { Author: 'dana' }, {}], TechNotes: [{ Author: 'dana' }, { Author: 'u--pete-2Elang' }] } as Job;
	for (const num of ['1', '2']) await phone.store.put('jobs', { num, version: 1, etag: '1.0', job, state: 'held' });
	phone.answer = () => Response.json({ names: { 'avery.stone': 'Avery Stone' } });
	await refreshNames(phone.store, 'noor.h');
	expect(phone.asked.map(({ path }) => path)).toEqual(['/device/v1/names?id=avery.stone&id=dana&id=u--pete-2Elang']);
	expect(await phone.store.get('facts', NAMES)).toEqual({ 'avery.stone': 'Avery Stone' });
	phone.answer = () => new Response(null, { status: 503 });
	await refreshNames(phone.store, 'noor.h');
	expect(await phone.store.get('facts', NAMES)).toEqual({ 'avery.stone': 'Avery Stone' });
});

it('reads ids out of aliases, and leaves alone what is none', () => {
	expect(['u--dana-2Eortiz', 'noor-hadid', 'u--broken-ZZ'].map(idOf)).toEqual(['dana.ortiz', 'noor-hadid', 'u--broken-ZZ']);
});
