import { expect, test } from 'vitest';
import type { LastStep, Waiting, WorkFlow } from '$lib/api/types/niagara';
import { changed, doneAt, hands, isLate, took, type Diff } from './story';
import { reasonWords, runTone, runWord, standsAt, waitsOn, waitWord } from './words';

const diff = (property: string, from: unknown, to: unknown): Diff => ({
	diff_id: '1',
	property,
	old_value: from === null ? null : JSON.stringify(from),
	new_value: to === null ? null : JSON.stringify(to),
	by_user: null,
	date: '2026-01-05T09:00:00.000Z'
});

test('of custom fields only those are told whose value changed', () => {
	const field = (key: string, value: string | null) => ({ key, label: key.toUpperCase(), value });
	const before = [field('tag', null), field('firmware', '1')];
	expect(changed(diff('input_filter', before, [field('tag', null), field('firmware', '2')]))).toEqual([{ name: 'FIRMWARE', from: '1', to: '2' }]);
	expect(changed(diff('input_filter', null, [field('tag', 'T-1')]))).toEqual([{ name: 'TAG', from: '—', to: 'T-1' }]);
});

test('of a status or a place its name is told', () => {
	expect(changed(diff('current_status', { status: 'Pending', category: 'PENDING' }, { status: 'Done' }))).toEqual([{ name: 'current status', from: 'Pending', to: 'Done' }]);
	expect(changed({ ...diff('label', null, null), old_value: 'plain', new_value: '7' })).toEqual([{ name: 'label', from: 'plain', to: '7' }]);
});

test('in a run had a hand whoever started it and whoever closed a step, each once', () => {
	const step = (closed_by: string | null) => ({ step_name: 's', started_at: '', ended_at: null, time_to_run: null, did_error: false, did_timeout: false, closed_by, done_at: null, reason: null });
	expect(hands({ started_by: 'ann', last_steps: [step('bob'), step(null), step('ann'), step('bob')] })).toEqual(['ann', 'bob']);
	expect(hands({ started_by: '', last_steps: [step(null)] })).toEqual([]);
});

test('a run that is under way says whether it waits for somebody, one that is over what it came to', () => {
	const told = (active: boolean, waiting_for_user: boolean, outcome: string | null) => [runTone({ active, waiting_for_user, outcome }), runWord({ active, waiting_for_user, outcome })];
	expect(told(true, true, null)).toEqual(['warn', 'Running']);
	expect(told(true, false, null)).toEqual(['accent', 'Running']);
	expect(told(false, false, 'failed')).toEqual(['bad', 'Failed']);
	expect(told(false, false, 'succeeded')).toEqual(['good', 'Succeeded']);
});

const step = (ended_at: string, more: Partial<LastStep> = {}): LastStep => ({
	step_name: 's',
	started_at: '2026-01-05T09:00:00.000Z',
	ended_at,
	time_to_run: '3600000',
	did_error: false,
	did_timeout: false,
	closed_by: null,
	done_at: null,
	reason: null,
	...more
});

test('a step that was closed without signal was done when it was closed, not when word of it came', () => {
	const offline = step('2026-01-05T10:00:00.000Z', { done_at: '2026-01-05T09:20:00.000Z' });
	expect([doneAt(offline), took(offline), isLate(offline.done_at, offline.ended_at)]).toEqual(['2026-01-05T09:20:00.000Z', 1_200_000, true]);
	const online = step('2026-01-05T10:00:00.000Z');
	expect([doneAt(online), took(online), isLate(online.done_at, online.ended_at)]).toEqual(['2026-01-05T10:00:00.000Z', 3_600_000, false]);
	expect(isLate('2026-01-05T10:00:30.000Z', '2026-01-05T10:01:00.000Z')).toBe(false);
});

test('a clock that says a step was done before it began says nothing about how long it took', () => {
	expect(took(step('2026-01-05T10:00:00.000Z', { done_at: '2026-01-05T08:00:00.000Z' }))).toBe(3_600_000);
	expect(took(step('2026-01-05T10:00:00.000Z', { time_to_run: null }))).toBe(null);
});

test('a run in branches stands at each of them by its name, and a reason names steps without their keys', () => {
	const branches = [{ starts_at: 'look', steps: { look: { step_type: 'user', label: 'Look' } } }, { starts_at: 'load', steps: { load: { step_type: 'machine', label: 'Load' } } }];
	const workflow = { steps: { both: { step_type: 'parallel', label: 'Both', branches }, done: { step_type: 'success', label: 'Done' } } } as unknown as WorkFlow;
	const run = { active: true, current_step: 'look', current_steps: ['look', 'load'], workflow };
	expect(standsAt(run)).toBe('Look, Load');
	expect(standsAt({ ...run, active: false, current_step: 'done', current_steps: [] })).toBe('Done');
	expect(reasonWords({ workflow, reason: 'it came to the end “Done” (done), because “Load” (load) failed: no “x” (y)' })).toBe('it came to the end “Done”, because “Load” failed: no “x” (y)');
	expect(reasonWords(undefined)).toBe('');
});

test('what an open step waits for is told by who or what it is', () => {
	const wait = (what: Waiting['what'], more: Partial<Waiting> = {}): Waiting => ({ step: 's', label: 'S', what, ...more });
	const told = (one: Waiting) => [waitWord(one), waitsOn(one)];
	expect(told(wait('person', { users: [{ user_id: '1', name: 'Ann' }, { user_id: '2', name: 'Bob' }] }))).toEqual(['a person', 'Ann, Bob']);
	expect(told(wait('person', { users: [], is_check: true }))).toEqual(['a check', 'anybody who may close steps']);
	expect(told(wait('machine', { application: 'ace-ios' }))).toEqual(['a program', 'setting up iOS devices']);
	expect(told(wait('machine', { application: 'mine' }))[1]).toBe('mine');
	expect(told(wait('job', { job: 'A-1' }))).toEqual(['a job', 'A-1']);
	expect(waitWord(undefined)).toBe('nobody');
});
