import { expect, test } from 'vitest';
import { byUrgency, isWaiting, isWithin, kept } from './reading';

test('jobs that are as they were are kept, others are as they are now', () => {
	const [a, b] = [{ OrderNum: '1', Title: 'A' }, { OrderNum: '2', Title: 'B' }];
	const now = kept([a, b], [{ OrderNum: '1', Title: 'A' }, { OrderNum: '2', Title: 'new' }]);
	expect(now[0]).toBe(a);
	expect(now[1]).toEqual({ OrderNum: '2', Title: 'new' });
});

test('on the board is what somebody has and what touches the time', () => {
	const [from, to] = [new Date('2026-01-05T00:00Z'), new Date('2026-01-06T00:00Z')];
	const job = { OrderNum: '1', UserName: 'anna', PlannedStartDate: '2026-01-05T08:00:00Z' };
	expect(isWithin(job, from, to)).toBe(true);
	expect(isWithin({ ...job, UserName: '' }, from, to)).toBe(false);
	expect(isWithin({ ...job, PlannedStartDate: '2026-01-06T00:00:00Z' }, from, to)).toBe(false);
	const night = { ...job, PlannedStartDate: '2026-01-04T22:00:00Z' };
	expect(isWithin(night, from, to)).toBe(false);
	expect(isWithin({ ...night, PlannedEndDate: '2026-01-05T02:00:00Z' }, from, to)).toBe(true);
});

test('what was not dispatched waits, by urgency and number, until it is closed', () => {
	expect(isWaiting({ OrderNum: '1' })).toBe(true);
	expect(isWaiting({ OrderNum: '1', DispatchStatus: 3 })).toBe(false);
	expect(isWaiting({ OrderNum: '1', OrderStatus: '4096' })).toBe(false);
	const list = [
		{ OrderNum: '9', Priority: '1001' },
		{ OrderNum: '10', Priority: '1001' },
		{ OrderNum: '1', Priority: '1003' }
	];
	expect(list.toReversed().sort(byUrgency).map((job) => job.OrderNum)).toEqual(['10', '9', '1']);
});
