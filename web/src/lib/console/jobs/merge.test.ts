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

const visit = {
	Tasks: [
		{ TaskID: '1', Title: 'Look', Desc: 'well' },
		{ TaskID: '2', Title: 'Mend' }
	]
};

test('entries of a list with keys are changed, added and taken out one by one', () => {
	const mine = set(set(set(visit, ['Tasks', '1', 'Title'], 'See'), ['Tasks', '2'], undefined), ['Tasks', '3', 'Title'], 'Clean');
	expect(mine.Tasks).toEqual([
		{ TaskID: '1', Title: 'See', Desc: 'well' },
		{ TaskID: '3', Title: 'Clean' }
	]);
	expect(changes(visit, mine).map((change) => change.path.join('.'))).toEqual(['Tasks.1.Title', 'Tasks.2', 'Tasks.3']);
	expect(patchOf(changes(visit, mine))).toEqual({
		Tasks: [
			{ TaskID: '1', Title: 'See' },
			{ TaskID: '2', Delete: true },
			{ TaskID: '3', Title: 'Clean' }
		]
	});
});

test('two people change different entries of one list, and both are kept', () => {
	const mine = set(visit, ['Tasks', '1', 'Title'], 'See');
	const theirs = set(visit, ['Tasks', '2', 'ActualEnd'], 'now');
	const both = merge(visit, mine, theirs);
	expect(both.conflicts).toEqual([]);
	expect(both.merged.Tasks).toEqual([
		{ TaskID: '1', Title: 'See', Desc: 'well' },
		{ TaskID: '2', Title: 'Mend', ActualEnd: 'now' }
	]);
});

test('a list without keys is replaced whole', () => {
	const mine = { Items: [{ ProdNum: 'P' }, { ProdNum: 'Q' }] };
	expect(patchOf(changes({ Items: [{ ProdNum: 'P' }] }, mine))).toEqual({ _fields: ['Items'], ...mine });
});

test('a member of an entry that is emptied is taken out', () => {
	expect(patchOf(changes(visit, set(visit, ['Tasks', '1', 'Desc'], undefined)))).toEqual({ Tasks: [{ TaskID: '1', Desc: {} }] });
});

test('a patch names only what changed and takes out by an empty object', () => {
	const mine = set(set(base, ['Location', 'Notes'], undefined), ['Priority'], '1001');
	expect(patchOf(changes(base, mine))).toEqual({ Location: { Notes: {} }, Priority: '1001' });
});
