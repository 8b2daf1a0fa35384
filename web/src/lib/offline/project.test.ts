import { expect, it } from 'vitest';
import type { Job } from '$lib/api/types/job';
import { after, projected } from './project';
import { steps } from './steps';
import type { ActionName, Entry, KeptJob } from './types';

const AT = '2026-11-22T08:00:00.000Z';
const JOB: Job = { OrderNum: '1', OrderStatus: '1', CanReject: true, Rules: { IsTravelRequired: true } };

function entry(kind: Entry['kind'], more: Partial<Entry> = {}): Entry {
	return { seq: 1, id: 'x', num: '1', kind, at: AT, body: {}, state: 'waiting', tries: 0, due: 0, ...more };
}

it('offers after each step the next one of a visit', () => {
	let job = JOB;
	const taken: ActionName[] = [];
	for (;;) {
		const { first } = steps(job, taken.includes('accept'));
		if (!first) break;
		taken.push(first);
		job = after(job, entry(first));
	}
	expect(taken).toEqual(['accept', 'travel', 'arrive', 'start', 'complete']);
	expect(job).toMatchObject({ OrderStatus: '4096', ActualTravelStartDate: AT, ActualStartDate: AT, ActualEndDate: AT });
});

it('offers to start without travel only where no travel is required', () => {
	expect(steps(JOB, true).beside).toEqual(['reject']);
	expect(steps({ ...JOB, Rules: {} }, true).beside).toEqual(['start', 'reject']);
});

it('offers nothing on a closed job', () => {
	for (const OrderStatus of ['4096', '4097', '1001']) expect(steps({ ...JOB, OrderStatus }, true).first).toBeNull();
});

it('shows what the server does not know yet, and not what it refused', () => {
	const kept: KeptJob = { num: '1', version: 3, etag: '3.x', job: JOB, state: 'held' };
	const answer = (version: number) => ({ version, status: '6', warnings: [] });
	expect(projected(kept, [entry('travel')]).OrderStatus).toBe('6');
	expect(projected(kept, [entry('travel', { state: 'conflict' })]).OrderStatus).toBe('1');
	expect(projected(kept, [entry('travel', { state: 'sent', answer: answer(4) })]).OrderStatus).toBe('6');
	expect(projected(kept, [entry('travel', { state: 'sent', answer: answer(3) })]).OrderStatus).toBe('1');
	expect(projected(kept, [entry('travel', { num: '2' })]).OrderStatus).toBe('1');
});

it('merges notes and tasks by their ids as the server does', () => {
	const job = { ...JOB, TechNotes: [{ ID: 'a', Text: 'one' }], Tasks: [{ TaskID: '1', Title: 'Look' }] };
	const body = { TechNotes: [{ ID: 'b', Text: 'two' }], Tasks: [{ TaskID: '1', ActualEnd: AT }] };
	const changed = after(job, entry('patch', { body }));
	expect(changed.TechNotes).toEqual([{ ID: 'a', Text: 'one' }, { ID: 'b', Text: 'two' }]);
	expect(changed.Tasks).toEqual([{ TaskID: '1', Title: 'Look', ActualEnd: AT }]);
});
