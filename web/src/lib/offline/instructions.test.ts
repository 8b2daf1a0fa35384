import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openStore, removeStore, type Store } from './db';
import { readInstructions } from './instructions';
import { RUNS, type KeptRun } from './runs';

vi.mock('$lib/auth/session.svelte', async () => (await import('./stand-in')).signedIn('noor'));
let rights: string[];
vi.mock('./person', () => ({ lastPerson: () => ({ id: 'noor', alias: 'u--noor', rights }) }));

const pdf = (id: string) => ({ step_type: 'user', label: 'Guide', options: { component: 'follow-pdf-instructions', payload: { attachment_id: id } } });
const flow = (...ids: string[]) => ({ steps: Object.fromEntries(ids.map((id, at) => [`guide-${at}`, pdf(id)])) });
const waiting = (user: string, component: string) => [{ step: 'guide-0', label: 'Guide', what: 'person', component, users: [{ user_id: user, name: user }] }];
const listed = (entries: unknown[]) => ({ _embedded: { entries }, _links: {} });

let store: Store;
let asked: string[];
let answers: Record<string, unknown>;

beforeEach(async () => {
	store = await openStore('noor');
	rights = ['context:read'];
	asked = [];
	answers = {
		'/contexts?filter[active]=true&limit=100': listed([
			{ context_id: 'mine', workflow: flow('a', 'b'), last_steps: [], waiting_for: waiting('u--noor', 'follow-pdf-instructions') },
			{ context_id: 'other', workflow: flow('c'), last_steps: [], waiting_for: waiting('marcus', 'follow-pdf-instructions') },
			{ context_id: 'tasks', workflow: flow('b'), last_steps: [], waiting_for: waiting('u--noor', 'task-list') }
		]),
		'/contexts/mine/guide-0': { ...pdf('a'), step: 'guide-0' },
		'/contexts/tasks/guide-0': { step: 'guide-0', label: 'Prepare' },
		'/batches?limit=100': listed([{ work_order: { cycles: [{ work_flow: flow('d') }] } }])
	};
	vi.stubGlobal('fetch', async (path: string) => {
		asked.push(path);
		return answers[path] ? Response.json(answers[path]) : new Response(null, { status: 403 });
	});
});
afterEach(async () => {
	vi.unstubAllGlobals();
	await removeStore(store);
});

it('names the instructions of the runs and batches that are this person’s, each once', async () => {
	const found = await readInstructions(store, 'noor');
	expect(found).toEqual(['a', 'b', 'd'].map((id) => `/attachments/${id}/download`));
});

it('keeps the runs that wait for this person, with their steps', async () => {
	await readInstructions(store, 'noor');
	const kept = (await store.get('facts', RUNS)) as KeptRun[];
	expect(kept.map(({ run, steps }) => [run.context_id, steps.map((step) => step.step)])).toEqual([
		['mine', ['guide-0']],
		['tasks', ['guide-0']]
	]);
});

it('asks for nothing that this person may not read', async () => {
	rights = ['device:use'];
	expect(await readInstructions(store, 'noor')).toEqual([]);
	expect(asked).toEqual([]);
	rights = ['context:read'];
	delete answers['/batches?limit=100'];
	expect(await readInstructions(store, 'noor')).toEqual(['/attachments/a/download', '/attachments/b/download']);
});
