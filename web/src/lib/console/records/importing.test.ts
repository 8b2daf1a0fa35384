import { expect, test } from 'vitest';
import { check, document, guess } from './importing';

test('columns are known by the names of members', () => {
	expect(guess('account', ['account num', 'NAME', 'City', 'colour'])).toEqual(['AccountNum', 'Name', 'Addresses.0.City', '']);
});

test('every row that is not right is told with its place', () => {
	const rows = [['1', 'One'], ['', 'Two'], ['3', ''], ['1', 'Again'], ['x'.repeat(101), 'Long']];
	const { problems } = check('account', ['AccountNum', 'Name'], rows);
	expect(problems.map((one) => one.row)).toEqual([3, 4, 5, 6]);
});

test('a number that no column has is told once', () => {
	expect(check('location', ['LocationNum', 'Name'], [['1', 'a'], ['2', 'b']]).problems).toHaveLength(1);
});

test('an empty cell leaves what is there', () => {
	const row = { row: 2, key: ['1'], values: { AccountNum: '1', Name: '', 'Addresses.0.City': 'Bonn' } };
	expect(document('account', row, { Name: 'One', Addresses: [{ Zip: '5' }] })).toEqual({ Name: 'One', Addresses: [{ Zip: '5', City: 'Bonn' }] });
});
