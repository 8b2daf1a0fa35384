import { expect, test } from 'vitest';
import type { Happened } from '$lib/live/live.svelte';
import { told } from './feed';

const id = '01a204af-f015-7568-a974-79d691334879';
const event = (entity: string, key: string): Happened => ({ id: '1', name: `${entity}.changed`, entity, key, version: 2, at: '', actor: 'ann', source: 'api' });
const person = (user: string) => user;

test('what has a number that people read is told by it', () => {
	expect(told(event('job', 'WO-7'))).toMatchObject({ name: 'Job WO-7', href: '/console/jobs/WO-7' });
});

test('what has a key of a machine is told by its name, and without one by its kind', () => {
	expect(told(event('UNIT', id), person, 'Oven 1')).toMatchObject({ name: 'Unit Oven 1', href: `/console/units/${id}` });
	expect(told(event('CYC', `${id}_3`), person, '3 of Ovens')).toMatchObject({ name: 'Cycle 3 of Ovens', href: `/console/work-orders/${id}` });
	expect(told(event('CTX', id)).name).toBe('Run');
	expect(told(event('job', id)).name).toBe('Job');
});
