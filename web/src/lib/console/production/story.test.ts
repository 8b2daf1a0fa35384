import { expect, test } from 'vitest';
import { changed, type Diff } from './story';

const diff = (property: string, from: unknown, to: unknown): Diff => ({
	diff_id: '1',
	property,
	old_value: from === null ? null : JSON.stringify(from),
	new_value: to === null ? null : JSON.stringify(to),
	by_user: null,
	date: '2026-01-05T09:00:00.000Z'
});

test('of custom fields only those are told whose value changed', () => {
	const field = (key: string, value: string | null) => ({ key, label: key.toUpperCase(), value });
	const before = [field('tag', null), field('firmware', '1')];
	expect(changed(diff('input_filter', before, [field('tag', null), field('firmware', '2')]))).toEqual([{ name: 'FIRMWARE', from: '1', to: '2' }]);
	expect(changed(diff('input_filter', null, [field('tag', 'T-1')]))).toEqual([{ name: 'TAG', from: '—', to: 'T-1' }]);
});

test('of a status or a place its name is told', () => {
	expect(changed(diff('current_status', { status: 'Pending', category: 'PENDING' }, { status: 'Done' }))).toEqual([{ name: 'current status', from: 'Pending', to: 'Done' }]);
	expect(changed({ ...diff('label', null, null), old_value: 'plain', new_value: '7' })).toEqual([{ name: 'label', from: 'plain', to: '7' }]);
});
