import type { Definition, Step, WorkFlow } from '$lib/api/types/niagara';

/** What the server adds to a definition; it is no part of what people write. */
const SERVERS = ['work_flow_id', 'workflow_version', 'created', 'updated', 'entity_id', 'entity_type', '_links', '_embedded'];

/** A definition without what the server adds, everything else as it came. */
export function bare(flow: WorkFlow): Definition {
	return Object.fromEntries(Object.entries(flow).filter(([name]) => !SERVERS.includes(name))) as unknown as Definition;
}

/** The kinds of steps, with what a new one of the kind holds. */
export const KINDS: Record<string, Omit<Step, 'label' | 'step_type'>> = {
	user: { options: { component: 'task-list', payload: { items: [{ label: 'To do', evaluated: true, na_field: false, help: null }] } } },
	machine: { options: { application: { application_id: 'app' }, configuration: {} } },
	function: { options: { function: 'set-entity-status', payload: { status: { status: 'In Progress', category: 'IN_PROGRESS' } } } },
	decision: { decision: [{ variable: '$.name', operator: 'equals', operand: 'yes' }] },
	wait: { time: 60 },
	pass: {},
	success: { on_start: [], on_complete: [] },
	fail: { on_start: [], on_complete: [] }
};

/** What a work flow may run on. */
export const TARGETS = ['UNIT', 'LOCATION', 'RESOURCE', 'CUSTOMER', 'WORK_ORDER'];

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

/** Where the steps lead. */
export function arrows(definition: Definition): Arrow[] {
	return Object.entries(definition.steps).flatMap(([from, step]) => [
		...(step.goto ? [{ from, to: step.goto, at: 'goto' }] : []),
		...(step.goto_fail ? [{ from, to: step.goto_fail, at: 'goto_fail' }] : []),
		...choicesOf(step).flatMap((choice, n) => (choice.goto ? [{ from, to: choice.goto, at: `choice-${n}` }] : []))
	]);
}

/** The definition with one step changed. */
export function withStep(definition: Definition, key: string, step: Step): Definition {
	return { ...definition, steps: { ...definition.steps, [key]: step } };
}

/** The definition with an arrow drawn anew, or taken away with `undefined`. */
export function connected(definition: Definition, from: string, at: string, to: string | undefined): Definition {
	const step = definition.steps[from];
	if (!step) return definition;
	const choice = /^choice-(\d+)$/.exec(at);
	if (choice) {
		const choices = choicesOf(step).map((one, n) => (n === Number(choice[1]) ? { ...one, goto: to } : one));
		return withStep(definition, from, { ...step, choices });
	}
	const { [at]: _, ...rest } = step;
	return withStep(definition, from, (to === undefined ? rest : { ...step, [at]: to }) as Step);
}

/** The definition without a step and the arrows to it. */
export function without(definition: Definition, key: string): Definition {
	const loose = arrows(definition)
		.filter((arrow) => arrow.to === key && arrow.from !== key)
		.reduce((all, arrow) => connected(all, arrow.from, arrow.at, undefined), definition);
	const { [key]: _, ...steps } = loose.steps;
	return { ...loose, steps };
}

/** The definition with a step called otherwise; it keeps its place and what leads to it. */
export function renamed(definition: Definition, key: string, name: string): Definition {
	const led = arrows(definition)
		.filter((arrow) => arrow.to === key)
		.reduce((all, arrow) => connected(all, arrow.from, arrow.at, name), definition);
	const steps = Object.fromEntries(Object.entries(led.steps).map(([one, step]) => [one === key ? name : one, step]));
	return { ...led, steps, starts_at: led.starts_at === key ? name : led.starts_at };
}

/** A key that no step has. */
export function freeKey(definition: Definition, like: string): string {
	for (let n = 1; ; n++) {
		const key = n === 1 ? like : `${like}-${n}`;
		if (!(key in definition.steps)) return key;
	}
}

/** The key of the step that a place in a definition is in: `.steps['work-complete'].goto`. */
export function stepAt(path: string): string | undefined {
	const found = /\.?steps(?:\.([A-Za-z0-9_-]+)|\[['"]([^'"]+)['"]\])/.exec(path);
	return found?.[1] ?? found?.[2];
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
