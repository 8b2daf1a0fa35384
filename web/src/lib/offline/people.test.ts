import { expect, it } from 'vitest';
import type { Batch } from '$lib/api/types/niagara';
import { idOf, peopleOf } from './people';
import type { KeptRun } from './runs';

it('knows people by the runs and batches of the day, under their ids', () => {
	const runs = [{ run: { waiting_for: [{ users: [{ user_id: 'u--pete-2Elang', name: 'Pete Lang' }] }, {}] }, steps: [] }] as unknown as KeptRun[];
	const batches = [{ assigned_users: [{ user_id: 'ada', name: 'Ada Byron', email: null }] }] as unknown as Batch[];
	const me = { id: 'noor.h', alias: 'u--noor-2Eh', name: 'Noor Hadid', email: null, rights: [] };
	expect([...peopleOf(runs, batches, me)]).toEqual([['pete.lang', 'Pete Lang'], ['ada', 'Ada Byron'], ['noor.h', 'Noor Hadid']]);
	expect([...peopleOf([], null, null)]).toEqual([]);
});

it('reads ids out of aliases, and leaves alone what is none', () => {
	expect(['u--dana-2Eortiz', 'noor-hadid', 'u--broken-ZZ'].map(idOf)).toEqual(['dana.ortiz', 'noor-hadid', 'u--broken-ZZ']);
});
