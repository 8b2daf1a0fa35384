import { expect, test } from 'vitest';
import { memberName, valueInWords } from './inwords';

const person = (id: string) => (id === 'ann' ? 'Ann Lee' : id);

test('codes, people and moments of a job are read in words', () => {
	expect(valueInWords(['OrderStatus'], '7', person)).toBe('On site');
	expect(valueInWords(['DispatchStatus'], 3, person)).toBe('Dispatched');
	expect(valueInWords(['UserName'], 'ann', person)).toBe('Ann Lee');
	expect(valueInWords(['Paused'], false, person)).toBe('no');
	expect(valueInWords(['PlannedStartDate'], '2026-01-05T09:00:00.000Z', person)).not.toContain('T09');
});

test('what has no word stays as it is', () => {
	expect(valueInWords(['OrderStatus'], '77', person)).toBe('77');
	expect(valueInWords(['Remarks'], 'Ring twice', person)).toBe('Ring twice');
	expect(valueInWords(['Items', '1', 'UserName'], 'ann', person)).toBe('ann');
	expect(valueInWords(['Tasks'], [{ TaskID: '1' }], person)).toBe('[{"TaskID":"1"}]');
	expect(valueInWords(['Remarks'], undefined, person)).toBe('—');
});

test('members are called as in their forms', () => {
	expect(memberName(['ApptWnd', 'Earliest'])).toBe('Promised: earliest');
	expect(memberName(['Extensions', 'X'])).toBe('Extensions.X');
});
