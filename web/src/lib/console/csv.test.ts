import { expect, test } from 'vitest';
import { fromCsv, toCsv } from './csv';

test('what was written is read again', () => {
	const rows = [
		['1', 'a "quoted", text', 'two\nlines'],
		['2', '', '-3.5']
	];
	expect(fromCsv(toCsv(['num', 'text', 'more'], rows))).toEqual({ header: ['num', 'text', 'more'], rows });
});

test('semicolons and tabs are found by the first row', () => {
	expect(fromCsv('a;b\r\n1,5;2\r\n').rows).toEqual([['1,5', '2']]);
	expect(fromCsv('a\tb\n1\t2').header).toEqual(['a', 'b']);
});

test('a cell that a spreadsheet would run is written as text', () => {
	expect(toCsv(['a'], [['=1+1'], ['@x'], ['-cmd']])).toBe("a\r\n'=1+1\r\n'@x\r\n'-cmd");
});

test('empty rows and a byte order mark are left out', () => {
	expect(fromCsv('\uFEFFa,b\n\n1,2\n,\n')).toEqual({ header: ['a', 'b'], rows: [['1', '2']] });
});
