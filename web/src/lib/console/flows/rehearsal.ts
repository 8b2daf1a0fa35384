import type { Definition, Step } from '$lib/api/types/niagara';
import { t } from '$lib/text';
import { askOf, usual } from './asking';
import { allSteps } from './branches';

export type Doc = Record<string, unknown>;

/** What somebody says about a step when it is open: it is done, or it can't be. */
export interface Answer {
	step: string;
	close?: Doc;
	fail?: { reason?: string };
	/** Who; somebody, if it is not said. */
	by?: string;
	/** How many seconds after the step has opened. */
	after?: number;
}

/** How the job of a step ends: `complete`, or why not. */
export interface JobEnd {
	step: string;
	end: string;
	/** How many seconds after the step waits. */
	after?: number;
}

/** Something that happens meanwhile. */
export interface Happening {
	event: string;
	/** How many seconds after the run has begun. */
	after?: number;
	data?: Doc;
}

/** What a dry run is given, as the server takes it; what no form shows is kept. */
export interface Sample {
	data?: Doc;
	entity?: Doc;
	answers?: Answer[];
	jobs?: JobEnd[];
	events?: Happening[];
	[member: string]: unknown;
}

/** Something that was done by a dry run; what it is about stands in further members. */
export interface Done {
	at: string;
	step: string;
	what: string;
	error?: string;
	[member: string]: unknown;
}

/** What came of a dry run. */
export interface Report {
	outcome: 'succeeded' | 'failed' | 'waiting' | 'stopped';
	reason?: string;
	refused?: { step: string; status: number; validation_messages: { dataPath: string; message: string }[] };
	path: { step: string; step_type: string; label: string; started_at: string; time_to_run: number; did_error: boolean; reason?: string }[];
	writes: Done[];
	waiting_for: { step: string; label: string; what: string; component?: string; events?: string[] }[];
	data: Doc;
	/** How long it would have taken, in milliseconds. */
	time: number;
	problems: { step: string; text: string }[];
}

/** How many seconds after the beginning something happens to begin with. */
const SOON = 60;

/** The steps that somebody outside has to close. */
export const asked = (definition: Definition) => allSteps(definition).filter(([, step]) => askOf(step) !== null);

/** The steps that wait for the end of a job. */
export const sending = (definition: Definition) =>
	allSteps(definition).filter(([, step]) => step.step_type === 'function' && (step.options as { function?: string } | undefined)?.function === 'dispatch-job');

/** The events that steps wait for, each once. */
export function awaited(definition: Definition): string[] {
	const heard = allSteps(definition).flatMap(([, step]) => (step.step_type === 'wait' && Array.isArray(step.listen_for) ? (step.listen_for as { event?: unknown }[]) : []));
	return [...new Set(heard.flatMap((one) => (typeof one?.event === 'string' ? [one.event] : [])))];
}

/** A sample in which everything goes well: everybody says yes, jobs are completed, and what is waited for happens. */
export function suggested(definition: Definition): Sample {
	return {
		data: variables(definition),
		entity: madeUp(definition),
		answers: asked(definition).map(([step, one]) => answerTo(step, one)),
		jobs: sending(definition).map(([step]) => ({ step, end: 'complete', after: SOON })),
		events: awaited(definition).map((event) => ({ event, after: SOON }))
	};
}

/** An answer that says yes. */
export function answerTo(key: string, step: Step): Answer {
	const ask = askOf(step);
	return { step: key, close: ask ? usual(ask) : {} };
}

/** The variables that the flow looks at and sets nowhere. */
function variables(definition: Definition): Doc {
	const set = new Set(allSteps(definition).flatMap(([, step]) => (Array.isArray(step.context) ? (step.context as { key?: string }[]).map((one) => one?.key?.replace(/^\$\./, '')) : [])));
	const seen = texts(definition.steps).flatMap((text) => /^\$\.([A-Za-z][\w-]*)/.exec(text)?.[1] ?? []);
	return Object.fromEntries([...new Set(seen)].filter((name) => !set.has(name)).map((name) => [name, t('flow.dry.example')]));
}

/** What the flow works on, with the members and custom fields that it speaks of. */
function madeUp(definition: Definition): Doc {
	const said = texts(definition.steps);
	const keys = said.flatMap((text) => [...text.matchAll(/input_filter\[\?\(@\.key\s*==?\s*['"]([^'"]+)['"]\)\]/g)].map((found) => found[1] ?? ''));
	const named = said.flatMap((text) => /^\$\._entity\.(\w+)$/.exec(text)?.[1] ?? []).filter((name) => name !== 'input_filter');
	const custom = [...new Set(keys)].map((key) => ({ key, label: key, filters: [], validators: [], value: null }));
	const members = Object.fromEntries(named.map((name) => [name, t('flow.dry.example')]));
	return { label: t('flow.dry.example'), ...members, ...(custom.length > 0 ? { input_filter: custom } : {}) };
}

/** All texts in a document. */
function texts(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}

const isDoc = (value: unknown): value is Doc => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A sample as it was typed; throws, in words, if it is none. */
export function readSample(text: string): Sample {
	const read: unknown = JSON.parse(text);
	if (!isDoc(read)) throw new Error(t('flow.dry.json.object'));
	for (const name of ['answers', 'jobs', 'events']) {
		const list = read[name];
		if (list !== undefined && !(Array.isArray(list) && list.every(isDoc))) throw new Error(t('flow.dry.json.list', { name }));
	}
	for (const name of ['data', 'entity']) {
		if (read[name] !== undefined && read[name] !== null && !isDoc(read[name])) throw new Error(t('flow.dry.json.member', { name }));
	}
	return read as Sample;
}

/** Which of the answers was refused: each visit of its step has used one up. */
export function refusedAt(sample: Sample, report: Report | undefined): number {
	const step = report?.refused?.step;
	if (!report || step === undefined) return -1;
	const visits = report.path.filter((one) => one.step === step).length;
	const own = (sample.answers ?? []).flatMap((answer, n) => (answer.step === step ? [n] : []));
	return own[visits] ?? -1;
}
