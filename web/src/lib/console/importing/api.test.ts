import { expect, test } from 'vitest';
import { open, understood, unlisted, type Report } from './api';

test('what a spreadsheet on Windows wrote is told from UTF-8', async () => {
	expect((await open(new Blob(['Müller']))).charset).toBe('utf-8');
	expect((await open(new Blob([new Uint8Array([0x4d, 0xfc, 0x6c])]))).charset).toBe('windows-1252');
});

test('columns that the server does not know are left out until somebody says what they are', () => {
	const columns = [
		{ column: 'Kd-Nr', member: null, sample: 'A1' },
		{ column: 'Name', member: 'Name', sample: null }
	];
	expect(understood({ columns } as Report)).toEqual({ 'Kd-Nr': '', Name: 'Name' });
});

test('rows that are not right and not listed are counted', () => {
	const problem = (row: number) => ({ row, column: null, member: null, message: 'is missing' });
	expect(unlisted({ faulty: 7, problems: [problem(2), problem(2), problem(3)] })).toBe(5);
	expect(unlisted({ faulty: 1, problems: [problem(2)] })).toBe(0);
	expect(unlisted({ faulty: 0, problems: [problem(1)] })).toBe(0);
});
