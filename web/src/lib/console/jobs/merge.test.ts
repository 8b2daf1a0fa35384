import { expect, test } from 'vitest';
import { changes, merge, patchOf, set } from './merge';

const base = { Title: 'Pump', Location: { Name: 'Lobby', Notes: 'Ring' }, Priority: '1003' };

test('changes of different members are both kept', () => {
	const mine = set(base, ['Title'], 'Drain pump');
	const theirs = set(base, ['Location', 'Notes'], 'Knock');
	expect(merge(base, mine, theirs)).toEqual({
		merged: { Title: 'Drain pump', Location: { Name: 'Lobby', Notes: 'Knock' }, Priority: '1003' },
		conflicts: []
	});
});

test('a member that both changed has to be chosen', () => {
	const mine = set(base, ['Title'], 'A');
	const theirs = set(base, ['Title'], 'B');
	expect(merge(base, mine, theirs).conflicts).toEqual([{ path: ['Title'], mine: 'A', theirs: 'B' }]);
});

test('the same change by both is no conflict', () => {
	const both = set(base, ['Title'], 'A');
	expect(merge(base, both, both)).toEqual({ merged: both, conflicts: [] });
});

test('a section taken away meets a change within it', () => {
	const mine = set(base, ['Location', 'Notes'], 'Knock');
	const theirs = set(base, ['Location'], undefined);
	expect(merge(base, mine, theirs).conflicts).toHaveLength(1);
});

test('a patch names only what changed and takes out by an empty object', () => {
	const mine = set(set(base, ['Location', 'Notes'], undefined), ['Priority'], '1001');
	expect(patchOf(changes(base, mine))).toEqual({ Location: { Notes: {} }, Priority: '1001' });
});
