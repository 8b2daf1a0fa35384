import { expect, test } from 'vitest';
import { toCsv } from './csv';

test('a cell is quoted where it has to be', () => {
	const rows = [
		['1', 'a "quoted", text', 'two\nlines'],
		['2', '', '-3.5']
	];
	expect(toCsv(['num', 'text', 'more'], rows)).toBe('num,text,more\r\n1,"a ""quoted"", text","two\nlines"\r\n2,,-3.5');
});

test('a cell that a spreadsheet would run is written as text', () => {
	expect(toCsv(['a'], [['=1+1'], ['@x'], ['-cmd']])).toBe("a\r\n'=1+1\r\n'@x\r\n'-cmd");
});
