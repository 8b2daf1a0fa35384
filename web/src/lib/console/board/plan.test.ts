import { expect, test } from 'vitest';
import type { Job } from '$lib/api/types/job';
import { consequences, lasts, type Plan } from './plan';

const job: Job = { OrderNum: '1' };
const name = (user: string) => user;
const now = new Date('2026-01-05T00:00:00Z');
const at = (time: string) => new Date(`2026-01-05T${time}:00Z`);
const plan = (from: string, to: string): Plan => ({ user: 'ann', start: at(from), end: at(to) });
const said = (one: Job, from: string, to: string, others: Job[] = []) => consequences(one, plan(from, to), others, name, now);

const other: Job = { OrderNum: '2', UserName: 'ann', PlannedStartDate: at('09:00').toISOString(), PlannedEndDate: at('10:00').toISOString() };

test('a free place has no consequences', () => {
	expect(said(job, '10:00', '11:00', [other])).toEqual([]);
	expect(said(job, '09:00', '10:00', [{ ...other, UserName: 'bob' }])).toEqual([]);
	expect(said(job, '09:00', '10:00', [{ ...other, OrderStatus: '4096' }])).toEqual([]);
});

test('two jobs of one technician at one time are told', () => {
	expect(said(job, '09:30', '10:30', [other])).toHaveLength(1);
	expect(said({ ...job, OrderNum: '2' }, '09:30', '10:30', [other])).toEqual([]);
});

test('the promised window is about the arrival', () => {
	const promised = { ...job, ApptWnd: { Earliest: at('09:00').toISOString(), Latest: at('10:00').toISOString() } };
	expect(said(promised, '10:00', '12:00')).toEqual([]);
	expect(said(promised, '08:59', '09:30')).toHaveLength(1);
	expect(said(promised, '10:01', '10:30')).toHaveLength(1);
});

test('the customer has to be there for all of it', () => {
	const there = { ...job, TimeConstraints: [{ Desc: 'Open', Period: { Start: at('09:00').toISOString(), End: at('12:00').toISOString() } }] };
	expect(said(there, '09:00', '12:00')).toEqual([]);
	expect(said(there, '11:30', '12:30')).toHaveLength(1);
	const away = { ...job, TimeConstraints: [{ Desc: 'not there', Period: { Start: at('09:00').toISOString(), End: at('12:00').toISOString() } }] };
	expect(said(away, '12:00', '13:00')).toEqual([]);
	expect(said(away, '11:30', '12:30')).toHaveLength(1);
});

test('a hard stop is not passed', () => {
	const hard = { ...other, OrderNum: '1', HardStop: 'true' };
	expect(said(hard, '08:00', '10:00')).toEqual([]);
	expect(said(hard, '09:00', '10:15')).toHaveLength(1);
});

test('a job lasts as long as planned, else an hour', () => {
	expect(lasts(other)).toBe(60);
	expect(lasts({ ...other, PlannedEndDate: at('11:30').toISOString() })).toBe(150);
	expect(lasts(job)).toBe(60);
});
