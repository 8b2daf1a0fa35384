import { expect, test } from 'vitest';
import { meant, named, rightInWords } from './rights';

test('a right is told in words, and one without words as it is', () => {
	expect(rightInWords('workorder:read')).toBe('Jobs: read');
	expect(rightInWords('batch:attach-tech')).toBe('Batches: assign technicians');
	expect(rightInWords('robot:dance-slowly')).toBe('robot: dance slowly');
	expect(rightInWords('all')).toBe('all');
});

test('a list of rights means single ones and whole groups', () => {
	const known = named(['job:read,job:write', 'unit:read,unit:*']);
	expect(known).toEqual(['job:read', 'job:write', 'unit:read']);
	expect([...meant('job:*', known)]).toEqual(['job:read', 'job:write']);
	expect([...meant('all', known)]).toEqual(known);
});
