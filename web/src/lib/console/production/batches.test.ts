import { expect, test } from 'vitest';
import { between, entries, placeOf, spread } from './batches';

test('fifty batches over three queues are seventeen, seventeen and sixteen', () => {
	expect(spread(50, ['a', 'b', 'c']).map((share) => share.total)).toEqual([17, 17, 16]);
	expect(spread(2, ['a', 'b', 'c'])).toEqual([
		{ queue: 'a', total: 1 },
		{ queue: 'b', total: 1 }
	]);
	expect(spread(5, [])).toEqual([]);
});

test('a queue that gets many batches is named several times, and a refusal finds its way back', () => {
	const made = entries([{ queue: 'a', total: 250 }, { queue: 'b', total: 0 }, { queue: 'c', total: 1 }], 10);
	expect(made.map((one) => [one.queue_id, one.total])).toEqual([['a', 100], ['a', 100], ['a', 50], ['c', 1]]);
	expect(made.every((one) => one.number_cycles === 10)).toBe(true);
	expect(placeOf('$.batches[3].queue_id')).toBe(3);
	expect(placeOf('$.batches')).toBe(undefined);
});

test('a place is between its neighbours, before the first or behind the last', () => {
	expect(between([], 0)).toEqual([0]);
	expect(between([1, 2], 0)).toEqual([0.5]);
	expect(between([1, 2], 1)).toEqual([1.5]);
	expect(between([1, 2], 2)).toEqual([3]);
	expect(between([0, 2], 0)).toBe(null);
	expect(between([1, 1], 1)).toBe(null);
});

test('many come to a place in their order', () => {
	expect(between([], 0, 3)).toEqual([0, 1, 2]);
	expect(between([4], 0, 3)).toEqual([1, 2, 3]);
	expect(between([1, 2], 1, 3)).toEqual([1.25, 1.5, 1.75]);
	expect(between([1, 2], 2, 2)).toEqual([3, 4]);
});
