import { expect, it } from 'vitest';
import type { Job } from '$lib/api/types/job';
import type { Entry } from '$lib/offline/types';
import { bothOf } from './both';

const entry = (kind: Entry['kind'], body: Record<string, unknown> = {}): Entry => ({ seq: 1, id: 'p-1', num: '1', kind, at: '2026-11-22T08:00:00.000Z', body, state: 'conflict', tries: 0, due: 0 });
const both = (one: Entry, office: Partial<Job>, kept?: Job) => {
	const { mine, office: there } = bothOf(one, office, kept);
	const values = (said: typeof mine) => said.map(({ label, value }) => `${label}: ${value}`);
	return [values(mine), values(there)];
};

it('shows what a step makes of the job beside how it stands', () => {
	expect(both(entry('start'), { OrderStatus: '4096' })).toEqual([['Status: On site'], ['Status: Closed complete']]);
	expect(both(entry('pause'), { OrderStatus: '1001' })).toEqual([['Status: Paused'], ['Status: Rejected']]);
	expect(both(entry('accept'), { OrderStatus: '1001' })).toEqual([['Status: Accept'], ['Status: Rejected']]);
});

it('shows for notes and parts whether the office has them', () => {
	const patch = entry('patch', { TechNotes: [{ ID: 'n', Text: 'Worn' }], Items: [{ ID: 'i', Qty: 2, ProdNum: 'BELT' }] });
	expect(both(patch, { OrderStatus: '4096' })).toEqual([['Note: Worn', 'Part used: 2 × BELT'], ['Note: not there', 'Part used: not there', 'Status: Closed complete']]);
	expect(both(patch, { OrderStatus: '7', TechNotes: [{ ID: 'n', Text: 'Old' }], Items: [{ ID: 'i', Qty: 1, ProdNum: 'BELT' }] })[1]).toEqual([
		'Note: Old',
		'Part used: 1 × BELT',
		'Status: On site'
	]);
});

it('shows tasks by their names', () => {
	const patch = entry('patch', { Tasks: [{ TaskID: '1', ActualEnd: '2026-11-22T08:00:00.000Z' }] });
	const [mine, office] = both(patch, { OrderStatus: '4096', Tasks: [{ TaskID: '1' }] }, { OrderNum: '1', Tasks: [{ TaskID: '1', Title: 'Look at it' }] });
	expect(mine?.[0]).toMatch(/^Look at it: done .*\d/);
	expect(office).toEqual(['Look at it: not done', 'Status: Closed complete']);
});

it('shows each field of a form, of the job and of its assets', () => {
	const form = (Value: string) => [{ FlexFormID: 'f', FlexGroups: [{ FlexAttrs: [{ FlexAttrID: 'kpa', Label: 'Pressure', Value }] }] }];
	expect(both(entry('patch', { FlexFormsDisplayValues: form('101') }), { OrderStatus: '7', FlexFormsDisplayValues: form('99') })).toEqual([['Pressure: 101'], ['Pressure: 99', 'Status: On site']]);
	const onAsset = entry('patch', { Assets: [{ AssetNum: 'A', FlexFormsDisplayValues: form('101') }] });
	expect(both(onAsset, { OrderStatus: '7', Assets: [{ AssetNum: 'A' }] })).toEqual([['Pressure: 101'], ['Pressure: not filled in', 'Status: On site']]);
});

it('shows photos and signatures', () => {
	expect(both(entry('photo', { note: 'Door' }), { OrderStatus: '4096' })).toEqual([['Photo: Door'], ['Photo: not there', 'Status: Closed complete']]);
	expect(both(entry('unphoto', { photo: 'x' }), { OrderStatus: '4096', Photos: [{ ID: 'x' }] })[1]).toEqual(['Photo: there', 'Status: Closed complete']);
	expect(both(entry('signature', { name: 'Ada' }), { OrderStatus: '4096', Signatures: [{ Name: 'Bob' }] })).toEqual([['Signature: Ada'], ['Signature: Bob', 'Status: Closed complete']]);
});
