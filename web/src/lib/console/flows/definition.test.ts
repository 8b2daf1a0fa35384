import { expect, test } from 'vitest';
import { arrows, bare, connected, fresh, pdfOf, renamed, stepAt, withPdf, without } from './definition';

test('a renamed step keeps its place and what leads to it', () => {
	const changed = renamed(fresh, 'done', 'ready');
	expect(Object.keys(changed.steps)).toEqual(['check', 'ready', 'failed']);
	expect(changed.steps.check?.goto).toBe('ready');
	expect(renamed(fresh, 'check', 'look').starts_at).toBe('look');
});

test('a removed step leaves no arrow behind', () => {
	const changed = without(fresh, 'failed');
	expect(arrows(changed)).toEqual([{ from: 'check', to: 'done', at: 'goto' }]);
	expect(changed.steps.failed).toBeUndefined();
});

test('an arrow is drawn from a choice too', () => {
	const flow = { ...fresh, steps: { ...fresh.steps, pick: { step_type: 'decision', label: 'Pick', choices: [{ and: [], goto: 'done' }] } } };
	expect(connected(flow, 'pick', 'choice-0', 'failed').steps.pick?.choices).toEqual([{ and: [], goto: 'failed' }]);
});

test('what nobody knows stays in a definition', () => {
	const flow = { ...fresh, work_flow_id: '1', workflow_version: 2, created: '', updated: '', metadata: { team: 'a' }, mine: [1] };
	expect(bare(flow)).toEqual({ ...fresh, metadata: { team: 'a' }, mine: [1] });
});

test('the step of a message is found in both spellings of its place', () => {
	expect(stepAt(".steps['work-complete'].goto")).toBe('work-complete');
	expect(stepAt('.work_flow.steps.check.options')).toBe('check');
	expect(stepAt('.label')).toBeUndefined();
});

test('a step that shows a PDF says which, and another one is put in its place', () => {
	const step = { step_type: 'user', label: 'Guide', options: { component: 'follow-pdf-instructions', payload: { attachment_id: 'a' } } };
	expect(pdfOf(step)).toEqual({ attachment_id: 'a' });
	expect(withPdf(step, 'b')).toEqual({ component: 'follow-pdf-instructions', payload: { attachment_id: 'b' } });
	expect(pdfOf({ step_type: 'pass', label: '' })).toBe(null);
});
