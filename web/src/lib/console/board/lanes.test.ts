import { expect, test } from 'vitest';
import { lanes } from './lanes';

const job = (num: string, user: string, from: string, to: string) => ({
	OrderNum: num,
	UserName: user,
	PlannedStartDate: `2026-01-05T${from}:00Z`,
	PlannedEndDate: `2026-01-05T${to}:00Z`
});

test('a row is as high as its jobs stand over each other', () => {
	const found = lanes([
		job('1', 'anna', '08:00', '09:00'),
		job('2', 'anna', '09:00', '10:00'),
		job('3', 'anna', '09:30', '11:00'),
		job('4', 'anna', '09:45', '10:30'),
		job('5', 'ben', '08:00', '09:00')
	]);
	expect([...found]).toEqual([
		['anna', 3],
		['ben', 1]
	]);
});
