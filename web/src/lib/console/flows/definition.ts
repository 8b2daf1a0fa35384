import type { Definition, Step, WorkFlow } from '$lib/api/types/niagara';
import { allSteps, branchesOf, levelOf, meeting, stepOf, stepsIn, withBranches, withSteps, type Branch } from './branches';
import { kindName } from './words';

/** What the server adds to a definition; it is no part of what people write. */
const SERVERS = ['work_flow_id', 'workflow_version', 'created', 'updated', 'entity_id', 'entity_type', '_links', '_embedded'];

/** A definition without what the server adds, everything else as it came. */
export function bare(flow: WorkFlow): Definition {
	return Object.fromEntries(Object.entries(flow).filter(([name]) => !SERVERS.includes(name))) as unknown as Definition;
}

/** The kinds of steps, with what a new one of the kind holds. */
export const KINDS: Record<string, Omit<Step, 'label' | 'step_type'>> = {
	user: { options: { component: 'task-list', payload: { items: [{ label: 'To do', evaluated: true, na_field: false, help: null }] } } },
	machine: { options: { application: { application_id: 'ace-ios' }, configuration: {} } },
	function: { options: { function: 'set-entity-status', payload: { status: { status: 'In Progress', category: 'IN_PROGRESS' } } } },
	decision: { decision: [{ variable: '$.name', operator: 'equals', operand: 'yes' }] },
	parallel: { branches: [], fail_condition: 'ANY' },
	wait: { time: 60, stop_at: 900 },
	pass: {},
	success: { on_start: [], on_complete: [] },
	fail: { on_start: [], on_complete: [] }
};

/** What a work flow may run on. */
export const TARGETS = ['UNIT', 'PART', 'PGM', 'PRJ', 'CUS', 'CON'];

/** What people do in a step, with what it takes. */
export const COMPONENTS: Record<string, object> = {
	'task-list': { items: [{ label: 'To do', evaluated: true, na_field: false, help: null }] },
	'manual-data-entry': { fields: [{ input_type: 'input', label: 'Value', required: true, entity_field: "input_filter[?(@.key = 'key')]" }] },
	'follow-pdf-instructions': { attachment_id: '' },
	'confirm-action': { message: 'Is it done?' }
};

export const isEnd = (step: Step): boolean => step.step_type === 'success' || step.step_type === 'fail';

/** An arrow of the picture. `at` is the member that holds it: `goto`, `goto_fail`, or a choice's number. */
export interface Arrow {
	from: string;
	to: string;
	at: string;
}

interface Choice {
	goto?: string;
}

export const choicesOf = (step: Step): Choice[] => (Array.isArray(step.choices) ? (step.choices as Choice[]) : []);

/** Where the steps lead, those in branches too. */
export function arrows(definition: Definition): Arrow[] {
	return allSteps(definition).flatMap(([from, step]) => arrowsOf(from, step));
}

/** Where a step leads. */
export function arrowsOf(from: string, step: Step): Arrow[] {
	return [
		...(step.goto ? [{ from, to: step.goto, at: 'goto' }] : []),
		...(step.goto_fail ? [{ from, to: step.goto_fail, at: 'goto_fail' }] : []),
		...choicesOf(step).flatMap((choice, n) => (choice.goto ? [{ from, to: choice.goto, at: `choice-${n}` }] : []))
	];
}

/** A new step of a kind under a key, and where it leads. A parallel one comes with two branches of one step each. */
export function made(definition: Definition, key: string, kind: string, label: string, ways: Pick<Step, 'goto' | 'goto_fail'> = {}): Step {
	const led = Object.fromEntries(Object.entries(isEnd({ step_type: kind, label }) ? {} : ways).filter(([, to]) => to !== undefined));
	const step = { step_type: kind, label, ...led, ...structuredClone(KINDS[kind] ?? {}) };
	if (kind !== 'parallel') return step;
	const taken = { ...definition, steps: { ...definition.steps, [key]: step } };
	const branches = ['a', 'b'].map((name) => newBranch(taken, `${key}-${name}`, led));
	return { ...step, branches };
}

/** A new branch with one step. */
export function newBranch(definition: Definition, like: string, ways: Pick<Step, 'goto' | 'goto_fail'>): Branch {
	const key = freeKey(definition, like);
	return { starts_at: key, steps: { [key]: made(definition, key, 'user', kindName('user'), ways) } };
}

/** The definition with one step changed where it stands, or a new one among its own. */
export function withStep(definition: Definition, key: string, step: Step): Definition {
	const level = levelOf(definition, key) ?? null;
	return withSteps(definition, level, { ...stepsIn(definition, level), [key]: step });
}

/** The definition with an arrow drawn anew, or taken away with `undefined`. */
export function connected(definition: Definition, from: string, at: string, to: string | undefined): Definition {
	const step = stepOf(definition, from);
	if (!step) return definition;
	const choice = /^choice-(\d+)$/.exec(at);
	if (choice) {
		const choices = choicesOf(step).map((one, n) => (n === Number(choice[1]) ? { ...one, goto: to } : one));
		return withStep(definition, from, { ...step, choices });
	}
	const { [at]: was, ...rest } = step;
	const next = withStep(definition, from, (to === undefined ? rest : { ...step, [at]: to }) as Step);
	return branchesOf(step).length > 0 ? meeting(next, from, at, was) : next;
}

/** The definition without a step and the arrows to it. With its last step a branch goes, too. */
export function without(definition: Definition, key: string): Definition {
	const loose = arrows(definition)
		.filter((arrow) => arrow.to === key && arrow.from !== key)
		.reduce((all, arrow) => connected(all, arrow.from, arrow.at, undefined), definition);
	const level = levelOf(loose, key);
	if (level === undefined) return definition;
	const { [key]: _, ...steps } = stepsIn(loose, level);
	const [first] = Object.keys(steps);
	const outer = level && loose.steps[level.parallel];
	if (!level || !outer) return withSteps(loose, level, steps);
	const branches = branchesOf(outer).flatMap((one, n) => {
		if (n !== level.branch) return [one];
		return first === undefined ? [] : [{ ...one, starts_at: one.starts_at === key ? first : one.starts_at, steps }];
	});
	return withBranches(loose, level.parallel, branches);
}

/** The definition with a step called otherwise; it keeps its place and what leads to it. */
export function renamed(definition: Definition, key: string, name: string): Definition {
	const led = arrows(definition)
		.filter((arrow) => arrow.to === key)
		.reduce((all, arrow) => connected(all, arrow.from, arrow.at, name), definition);
	const level = levelOf(led, key);
	if (level === undefined) return definition;
	const steps = Object.fromEntries(Object.entries(stepsIn(led, level)).map(([one, step]) => [one === key ? name : one, step]));
	const outer = level && led.steps[level.parallel];
	if (!level || !outer) return { ...led, steps, starts_at: led.starts_at === key ? name : led.starts_at };
	const branches = branchesOf(outer).map((one, n) => (n === level.branch ? { ...one, starts_at: one.starts_at === key ? name : one.starts_at, steps } : one));
	return withBranches(led, level.parallel, branches);
}

/** A key that no step has. */
export function freeKey(definition: Definition, like: string): string {
	for (let n = 1; ; n++) {
		const key = n === 1 ? like : `${like}-${n}`;
		if (levelOf(definition, key) === undefined) return key;
	}
}

/** How many runs stand at each step: in a parallel step a run stands in each branch that is open. */
export function standing(runs: { active: boolean; current_steps: string[] }[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const step of runs.filter((run) => run.active).flatMap((run) => run.current_steps)) counts[step] = (counts[step] ?? 0) + 1;
	return counts;
}

const KEY = String.raw`(?:\.([A-Za-z0-9_-]+)|\[['"]([^'"]+)['"]\])`;
const STEP = new RegExp(String.raw`\.?steps${KEY}(?:\.branches\[\d+\]\.steps${KEY})?`);

/** The key of the step that a place in a definition is in, of a branch that of the inner one: `.steps['work-complete'].goto`. */
export function stepAt(path: string): string | undefined {
	const found = STEP.exec(path);
	return found?.[4] ?? found?.[3] ?? found?.[2] ?? found?.[1];
}

/** A flow to begin with: it does one thing and ends. */
export const fresh: Definition = {
	label: 'New work flow',
	schema_version: '1.0',
	applies_to: 'UNIT',
	starts_at: 'check',
	steps: {
		check: { step_type: 'user', label: 'Check', goto: 'done', goto_fail: 'failed', ...KINDS.user } as Step,
		done: { step_type: 'success', label: 'Done', ...KINDS.success } as Step,
		failed: { step_type: 'fail', label: 'Failed', ...KINDS.fail } as Step
	}
};

interface PdfOptions {
	component?: string;
	payload?: { attachment_id?: string };
}

/** The PDF that a step shows, if it is of the kind that shows one; an older spelling of its name is known too. */
export function pdfOf(step: Step): { attachment_id: string } | null {
	const options = step.options as PdfOptions | undefined;
	const shows = step.step_type === 'user' && /^follow-pd[fs]-instructions$/.test(options?.component ?? '');
	return shows ? { attachment_id: options?.payload?.attachment_id ?? '' } : null;
}

/** The options of a step that shows another PDF. */
export function withPdf(step: Step, attachment_id: string): PdfOptions {
	const options = step.options as PdfOptions | undefined;
	return { ...options, payload: { ...options?.payload, attachment_id } };
}
