import { expect, test } from 'vitest';
import type { Definition, Step } from '$lib/api/types/niagara';
import { askOf, saidOf, saying } from './asking';
import { did } from './did';
import { fresh } from './definition';
import { allSteps } from './branches';
import { readSample, refusedAt, suggested, type Report } from './rehearsal';

const user = (component: string, payload: object, more: object = {}): Step => ({ step_type: 'user', label: component, goto: 'done', options: { component, payload }, ...more });

const flow: Definition = {
	...fresh,
	steps: {
		tag: user('manual-data-entry', { fields: [{ input_type: 'textbox', label: 'Tag', required: true, entity_field: "input_filter[?(@.key = 'asset-tag')]" }] }, { context: [{ key: 'tagged', value: 'yes' }] }),
		known: { step_type: 'decision', label: 'Known?', decision: [{ variable: '$.tagged', operator: 'equals', operand: '$.wanted' }] },
		both: { step_type: 'parallel', label: 'Both', branches: [{ starts_at: 'look', steps: { look: user('task-list', { items: [{ label: 'All in!' }, { label: 'All in', na_field: true }, { label: '…' }] }) } }] },
		charge: { step_type: 'machine', label: 'Charge', options: { application: { application_id: 'ace-ios' }, configuration: { wait_for_battery_charge: 60, wait_for_apps: ['a'] } } },
		note: { step_type: 'wait', label: 'Note', listen_for: [{ event: 'NOTE.created' }, { event: 'NOTE.created' }] },
		mount: { step_type: 'function', label: 'Mount', options: { function: 'dispatch-job', payload: { job: { Remarks: '$._entity.label', Title: '$._entity.colour' } } } },
		done: { step_type: 'success', label: 'Done' }
	}
};

test('steps in branches are steps too', () => {
	expect(allSteps(flow).map(([key]) => key)).toEqual(['tag', 'known', 'both', 'look', 'charge', 'note', 'mount', 'done']);
});

test('a sample is suggested in which all goes well', () => {
	const sample = suggested(flow);
	expect(sample.data).toEqual({ wanted: 'Example' });
	expect(sample.entity).toEqual({ label: 'Example', colour: 'Example', input_filter: [{ key: 'asset-tag', label: 'asset-tag', filters: [], validators: [], value: null }] });
	expect(sample.answers?.map((one) => one.step)).toEqual(['tag', 'look', 'charge']);
	expect(sample.answers?.[2]?.close).toEqual({ options: { battery_charge: 100, installed_apps: ['a'] } });
	expect(sample.jobs).toEqual([{ step: 'mount', end: 'complete', after: 60 }]);
	expect(sample.events).toEqual([{ event: 'NOTE.created', after: 60 }]);
});

test('tasks are called as the server calls them, whatever a copied slug says', () => {
	const ask = askOf(user('task-list', { items: [{ label: 'All in!', slug: 'old' }, { label: 'All in', na_field: true }, { label: '…' }] }));
	expect(ask).toMatchObject({ as: 'tasks', tasks: [{ slug: 'all-in', answers: ['ok', 'bad'] }, { slug: 'all-in-2', answers: ['ok', 'na', 'bad'] }, { slug: 'task-3' }] });
});

test('what has no form is left to JSON, and what nobody closes asks nothing', () => {
	expect(askOf(user('dance', {}))).toEqual({ as: 'other' });
	expect(askOf({ step_type: 'machine', label: '', options: { application: { application_id: 'press' } } })).toEqual({ as: 'other' });
	expect(askOf({ step_type: 'pass', label: '' })).toBe(null);
	expect(askOf({ step_type: 'user', label: '' })).toEqual({ as: 'other' });
});

test('one answer of a body is changed or left out, and the others stay', () => {
	const body = saying({ more: 1 }, 'items', { slug: 'a' }, 'slug', 'ok');
	const both = saying(body, 'items', { slug: 'b' }, 'slug', 'bad');
	expect(saying(both, 'items', { slug: 'a' }, 'slug', 'na')).toEqual({ more: 1, items: [{ slug: 'a', value: 'na' }, { slug: 'b', value: 'bad' }] });
	expect(saying(both, 'items', { slug: 'a' }, 'slug', undefined)).toEqual({ more: 1, items: [{ slug: 'b', value: 'bad' }] });
	expect(saidOf(both, 'items', 'slug', 'b')).toBe('bad');
});

test('the refused answer is the one that its step had come to', () => {
	const sample = { answers: [{ step: 'tag' }, { step: 'look' }, { step: 'tag' }] };
	const path = [{ step: 'tag' }, { step: 'look' }];
	const report = (step: string, walked: object[]) => ({ refused: { step }, path: walked }) as unknown as Report;
	expect(refusedAt(sample, report('tag', path))).toBe(2);
	expect(refusedAt(sample, report('tag', []))).toBe(0);
	expect(refusedAt(sample, undefined)).toBe(-1);
});

test('a typed sample says what is wrong with it', () => {
	expect(readSample('{"answers": [], "starts_at": "2026-01-01"}')).toEqual({ answers: [], starts_at: '2026-01-01' });
	expect(() => readSample('[]')).toThrow('begins with {');
	expect(() => readSample('{"jobs": [1]}')).toThrow('jobs is a list');
	expect(() => readSample('{"data": 1}')).toThrow('data is an object');
});

test('what was done is told in words', () => {
	const done = (what: string, more: object) => did({ at: '', step: 's', what, ...more });
	expect(done('write', { fields: [{ path: ['input_filter', 'asset-tag'], value: 'T-1' }, { path: ['meta', 'colour'], value: null }] })).toEqual(['asset-tag becomes T-1', 'meta.colour becomes —']);
	expect(done('set-entity-status', { status: { status: 'Complete' } })).toEqual(['The state becomes Complete']);
	expect(done('set-entity-location', { location_type: 'location_id', location_id: 'x1' })).toEqual(['It is moved to place x1']);
	expect(done('notify', { to: ['noor', 'pete'], message: 'Come' })).toEqual(['Notice to noor, pete: Come']);
	expect(done('something-new', {})).toEqual(['something-new']);
});
