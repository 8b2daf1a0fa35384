import { expect, test } from 'vitest';
import { between, spread } from './batches';

test('fifty batches over three queues are seventeen, seventeen and sixteen', () => {
	expect(spread(50, ['a', 'b', 'c']).map((share) => share.total)).toEqual([17, 17, 16]);
	expect(spread(2, ['a', 'b', 'c'])).toEqual([
		{ queue: 'a', total: 1 },
		{ queue: 'b', total: 1 }
	]);
	expect(spread(5, [])).toEqual([]);
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
