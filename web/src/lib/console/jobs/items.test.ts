import { expect, test } from 'vitest';
import { nextId, numbered, reckoned, total } from './items';

test('a new entry comes behind the highest number', () => {
	expect(nextId(['1', '9', 'abc', undefined])).toBe('10');
	expect(nextId([])).toBe('1');
});

test('what came back counts against, and what is free does not count', () => {
	expect(
		total([
			{ ID: '1', Price: 10, Qty: 3 },
			{ ID: '2', Price: 4, Qty: 1, IsRet: true },
			{ ID: '3', Price: 100, IsChargeable: false },
			{ ID: '4', Price: 1.5 }
		])
	).toBe(27.5);
});

test('items are changed one by one only if each has a number of its own', () => {
	expect(numbered([{ ID: '1' }, { ID: '2' }])).toBe(true);
	expect(numbered([{ ID: '1' }, { ID: '1' }])).toBe(false);
	expect(numbered([{ ProdNum: 'P' }])).toBe(false);
});

test('of the totals only amounts are shown', () => {
	expect(reckoned({ GrandTotal: 12, TaxByType: { '1001': 2 } })).toEqual([{ name: 'GrandTotal', amount: 12 }]);
});
