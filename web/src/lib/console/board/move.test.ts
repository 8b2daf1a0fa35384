import { expect, test } from 'vitest';
import { moved, type Grid } from './move';
import type { Plan } from './plan';

const at = (time: string) => new Date(`2026-01-05T${time}:00Z`);
const grid: Grid = { from: at('00:00'), to: at('23:59'), step: 15, users: ['anna', 'ben', 'carl'] };
const plan: Plan = { user: 'ben', start: at('10:00'), end: at('11:00') };

test('left and right move in time and keep the length', () => {
	expect(moved(plan, 'ArrowRight', false, grid)).toEqual({ user: 'ben', start: at('10:15'), end: at('11:15') });
	expect(moved(plan, 'ArrowLeft', false, grid)).toEqual({ user: 'ben', start: at('09:45'), end: at('10:45') });
});

test('with Shift they change how long it lasts, a step at least', () => {
	expect(moved(plan, 'ArrowRight', true, grid)?.end).toEqual(at('11:15'));
	const short = { ...plan, end: at('10:15') };
	expect(moved(short, 'ArrowLeft', true, grid)?.end).toEqual(at('10:15'));
});

test('up and down go to the technicians beside, and end at the last', () => {
	expect(moved(plan, 'ArrowDown', false, grid)?.user).toBe('carl');
	expect(moved({ ...plan, user: 'carl' }, 'ArrowDown', false, grid)?.user).toBe('carl');
	expect(moved(plan, 'ArrowUp', false, grid)?.user).toBe('anna');
});

test('nothing is moved off what is seen, and other keys mean nothing', () => {
	expect(moved({ ...plan, start: at('00:00'), end: at('01:00') }, 'ArrowLeft', false, grid)?.start).toEqual(at('00:00'));
	expect(moved(plan, 'Tab', false, grid)).toBe(null);
});
