import { expect, test } from 'vitest';
import type { Definition } from '$lib/api/types/niagara';
import { branchesOf, extended, levelOf, mayLead, readDefinition, stepOf } from './branches';
import { arrows, bare, connected, fresh, freeKey, made, pdfOf, renamed, standing, stepAt, withPdf, without, withStep } from './definition';
import { firstView, layout, shown } from './layout';

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

/** A flow with a parallel step, one branch of which has two steps. */
const parallel: Definition = {
	...fresh,
	starts_at: 'both',
	steps: {
		both: {
			step_type: 'parallel',
			label: 'Both',
			goto: 'done',
			goto_fail: 'failed',
			fail_condition: 'ALL',
			branches: [
				{ starts_at: 'look', steps: { look: { step_type: 'user', label: 'Look', goto: 'note', goto_fail: 'failed' }, note: { step_type: 'pass', label: 'Note', goto: 'done' } } },
				{ starts_at: 'load', steps: { load: { step_type: 'machine', label: 'Load', goto: 'done', goto_fail: 'failed', mine: [1] } } }
			]
		},
		done: fresh.steps.done!,
		failed: fresh.steps.failed!
	}
};

test('a step of a branch is found, changed where it stands, and nothing else is', () => {
	expect(levelOf(parallel, 'load')).toEqual({ parallel: 'both', branch: 1 });
	expect(levelOf(parallel, 'both')).toBe(null);
	expect(levelOf(parallel, 'nowhere')).toBe(undefined);
	const changed = withStep(parallel, 'load', { ...stepOf(parallel, 'load')!, label: 'Load it' });
	expect(stepOf(changed, 'load')).toEqual({ step_type: 'machine', label: 'Load it', goto: 'done', goto_fail: 'failed', mine: [1] });
	const back = withStep(changed, 'load', { ...stepOf(changed, 'load')!, label: 'Load' });
	expect(JSON.stringify(back)).toBe(JSON.stringify(parallel));
});

test('what is read from JSON and written again is the same, and what is no step is named', () => {
	const text = JSON.stringify(parallel, null, 2);
	expect(JSON.stringify(readDefinition(text), null, 2)).toBe(text);
	expect(() => readDefinition('{"steps": {"a": {"branches": [{"steps": {"b": null}}]}}}')).toThrow('steps.a.branches[0].steps.b');
	expect(() => readDefinition('{"steps": []}')).toThrow('steps');
});

test('a renamed step of a branch keeps what leads to it and where the branch begins, a join what comes to it', () => {
	const changed = renamed(renamed(renamed(parallel, 'look', 'see'), 'note', 'write'), 'done', 'ready');
	const [first, second] = branchesOf(changed.steps.both!);
	expect(first).toMatchObject({ starts_at: 'see', steps: { see: { goto: 'write' }, write: { goto: 'ready' } } });
	expect(second?.steps.load?.goto).toBe('ready');
	expect(changed.steps.both?.goto).toBe('ready');
});

test('a removed step of a branch leaves no arrow, and its last step takes the branch along', () => {
	const changed = without(parallel, 'look');
	expect(branchesOf(changed.steps.both!)[0]).toEqual({ starts_at: 'note', steps: { note: { step_type: 'pass', label: 'Note', goto: 'done' } } });
	expect(branchesOf(without(changed, 'note').steps.both!).map((one) => one.starts_at)).toEqual(['load']);
	expect(arrows(without(parallel, 'failed')).some((arrow) => arrow.to === 'failed')).toBe(false);
});

test('branches meet where their parallel step is led', () => {
	const flow = { ...parallel, steps: { ...parallel.steps, next: { step_type: 'pass', label: 'Next', goto: 'done' } } };
	const changed = connected(flow, 'both', 'goto', 'next');
	expect([stepOf(changed, 'look')?.goto, stepOf(changed, 'note')?.goto, stepOf(changed, 'load')?.goto]).toEqual(['note', 'next', 'next']);
	expect(stepOf(changed, 'next')?.goto).toBe('done');
	const loose = connected(changed, 'both', 'goto', undefined);
	expect('goto' in stepOf(loose, 'load')!).toBe(false);
	expect(connected(loose, 'both', 'goto', 'next')).toEqual(connected(changed, 'both', 'goto', 'next'));
});

test('a step is added at the end of a branch', () => {
	const changed = extended(parallel, { parallel: 'both', branch: 0 }, 'again', { step_type: 'user', label: 'Again' });
	expect(branchesOf(changed.steps.both!)[0]?.steps).toMatchObject({ look: { goto: 'note' }, note: { goto: 'again' }, again: { goto: 'done', goto_fail: 'failed' } });
});

test('a new parallel step has two branches, and no key is used twice', () => {
	const step = made(parallel, 'both-2', 'parallel', 'Two', { goto: 'done' });
	const flow = withStep(parallel, 'both-2', step);
	expect(branchesOf(step).map((one) => [one.starts_at, one.steps[one.starts_at ?? '']?.goto])).toEqual([['both-2-a', 'done'], ['both-2-b', 'done']]);
	expect(freeKey(flow, 'load')).toBe('load-2');
	expect(freeKey(flow, 'both-2-a')).toBe('both-2-a-2');
});

test('a step of a branch leads to one beside it or out of it, never into another branch', () => {
	expect(mayLead(parallel, 'look', 'note')).toBe(true);
	expect(mayLead(parallel, 'look', 'done')).toBe(true);
	expect(mayLead(parallel, 'look', 'load')).toBe(false);
	expect(mayLead(parallel, 'done', 'look')).toBe(false);
});

test('a message about a step of a branch marks that step', () => {
	expect(stepAt(".steps['both'].branches[1].steps['load'].goto")).toBe('load');
	expect(stepAt(".steps['both'].branches[1].starts_at")).toBe('both');
});

test('a run in branches is counted at each of its steps, one that is over nowhere', () => {
	const runs = [
		{ active: true, current_steps: ['look', 'load'] },
		{ active: true, current_steps: ['load'] },
		{ active: false, current_steps: ['done'] }
	];
	expect(standing(runs)).toEqual({ look: 1, load: 2 });
});

test('branches are drawn beside each other inside their step, and what fails on the right', () => {
	const places = layout(parallel);
	const [both, look, load] = ['both', 'look', 'load'].map((key) => places.get(key)!);
	expect([look?.parallel, load?.parallel, both?.parallel]).toEqual(['both', 'both', undefined]);
	expect(load!.x).toBeGreaterThan(look!.x + look!.width);
	expect(load!.x + load!.width).toBeLessThan(both!.width);
	expect(places.get('note')!.y + places.get('note')!.height).toBeLessThan(both!.height);
	expect(places.get('failed')!.x).toBeGreaterThan(places.get('done')!.x);
});

test('what is chosen comes into sight, and what is in sight stays', () => {
	const places = layout(parallel);
	const window = { width: 900, height: 600 };
	const view = firstView(places, 'both', window);
	expect(shown(view, places.get('both')!, window)).toBe(view);
	const far = shown(view, { x: 5_000, y: 0, width: 200, height: 60 }, window);
	expect(far.x + 5_100 * far.zoom).toBeCloseTo(450);
	expect(far.y).toBe(view.y);
});
