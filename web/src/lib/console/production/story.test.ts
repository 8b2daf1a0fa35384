import { expect, test } from 'vitest';
import type { LastStep } from '$lib/api/types/niagara';
import { changed, doneAt, hands, late, took, type Diff } from './story';
import { runTone, runWord } from './words';

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
	expect([doneAt(offline), took(offline), late(offline)]).toEqual(['2026-01-05T09:20:00.000Z', 1_200_000, 2_400_000]);
	const online = step('2026-01-05T10:00:00.000Z');
	expect([doneAt(online), took(online), late(online)]).toEqual(['2026-01-05T10:00:00.000Z', 3_600_000, 0]);
});

test('a clock that says a step was done before it began says nothing about how long it took', () => {
	expect(took(step('2026-01-05T10:00:00.000Z', { done_at: '2026-01-05T08:00:00.000Z' }))).toBe(3_600_000);
	expect(took(step('2026-01-05T10:00:00.000Z', { time_to_run: null }))).toBe(null);
});
