import { expect, test } from 'vitest';
import type { Job } from '$lib/api/types/job';
import { STEPS, truth, TRUTH_TONES, truthWord, type Reply, type Truth } from './words';

const at = '2026-01-05T08:00:00Z';
const sent = { UserName: 'ann', PlannedStartDate: at, DispatchStatus: 3 };

/** How far a job is, by what its document says and what became of its dispatch. */
const TABLE: [what: string, job: Partial<Job>, reply: Reply | undefined, how: Truth][] = [
	['nobody and no time', {}, undefined, 'unplanned'],
	['a technician, no time', { UserName: 'ann' }, undefined, 'planned'],
	['a time, no technician', { PlannedStartDate: at }, undefined, 'planned'],
	['scheduled', { PlannedStartDate: at, DispatchStatus: 1 }, undefined, 'planned'],
	['assigned', { UserName: 'ann', DispatchStatus: 2 }, undefined, 'planned'],
	['dispatched', sent, undefined, 'sent'],
	['on the device', { ...sent, IsDelivered: true }, undefined, 'delivered'],
	['read', { ...sent, IsDelivered: true, IsRead: true }, undefined, 'read'],
	['accepted', { ...sent, IsDelivered: true, IsRead: true }, 'accepted', 'accepted'],
	['accepted without being read', sent, 'accepted', 'accepted'],
	['sent again after it was taken back', { ...sent, IsRead: true }, 'recalled', 'read'],
	['taken back', {}, 'recalled', 'recalled'],
	['taken back, and planned still', { PlannedStartDate: at, DispatchStatus: 1 }, 'recalled', 'recalled'],
	['accepted once, and not sent any more', { UserName: 'ann', DispatchStatus: 2 }, 'accepted', 'planned'],
	['rejected', { ...sent, OrderStatus: '1001' }, undefined, 'rejected'],
	['rejected after it was accepted', { ...sent, OrderStatus: '1001' }, 'accepted', 'rejected'],
	['on the way by its state', { ...sent, OrderStatus: '6' }, 'accepted', 'travelling'],
	['on the way by its times', { ...sent, ActualTravelStartDate: at }, undefined, 'travelling'],
	['arrived', { ...sent, OrderStatus: '8', ActualTravelStartDate: at }, 'accepted', 'onsite'],
	['at work by its state', { ...sent, OrderStatus: '7' }, undefined, 'onsite'],
	['at work by its times', { ...sent, ActualTravelStartDate: at, ActualStartDate: at }, undefined, 'onsite'],
	['begun, and not sent any more', { ActualStartDate: at, DispatchStatus: 1 }, 'recalled', 'onsite'],
	['closed complete', { ...sent, OrderStatus: '4096', ActualStartDate: at }, 'accepted', 'done'],
	['closed incomplete', { OrderStatus: '4097' }, 'recalled', 'done'],
	['pending', { ...sent, OrderStatus: '9' }, undefined, 'sent'],
	['new', { OrderStatus: '1' }, undefined, 'unplanned']
];

test.each(TABLE)('where a job stands: %s', (_, job, reply, how) => {
	expect(truth({ OrderNum: '1', ...job }, reply)).toBe(how);
});

test('every place where a job can stand is in the table, has a colour and a word', () => {
	const all = Object.keys(TRUTH_TONES) as Truth[];
	expect(all.filter((one) => !TABLE.some(([, , , how]) => how === one))).toEqual([]);
	expect(STEPS.filter((one) => !all.includes(one))).toEqual([]);
	expect(new Set(all.map(truthWord)).size).toBe(all.length);
});
