import { paged } from '$lib/api/niagara';
import { mine, type OpenStep, type Run } from '$lib/tech/runs';
import type { Store } from './db';
import { idOf } from './people';
import { lastPerson, type Person } from './person';
import type { Closing, Entry, Said, Standing } from './types';
import { ask, runAddress } from './wire';

/** The fact that holds the runs. */
export const RUNS = 'open runs';
/** How many runs are kept to be worked on without signal. */
const MOST = 40;
/** How many of them are read at once: one after the other takes long where the signal is weak. */
const AT_ONCE = 6;

/** A run with those of its steps that wait for this person. */
export interface KeptRun {
	run: Run;
	steps: OpenStep[];
}

/** Whether an entry closes this visit of a step. */
export function isFor(entry: Entry, waiting: { step: string; since: string }): boolean {
	return entry.kind === 'step' && entry.body.step === waiting.step && entry.closes?.since === waiting.since;
}

/** Brings the runs that wait for this person to what the server says now; all of them. */
export async function refreshRuns(store: Store, user: string, person: Person): Promise<Run[]> {
	const answer = await ask(user, '/contexts?filter[active]=true&limit=100');
	if (!answer.ok) return [];
	const waiting = paged<Run>(await answer.json()).entries.filter((run) => mine(run, person.alias).length > 0);
	const before = new Map((await kept(store)).map((one) => [one.run.context_id, one]));
	const fresh: KeptRun[] = [];
	const read = async (run: Run): Promise<KeptRun> => {
		const old = before.get(run.context_id);
		const isSame = old && old.run.updated === run.updated && old.steps.length > 0;
		return isSame ? old : { run, steps: await stepsOf(user, person, run) };
	};
	for (let at = 0; at < Math.min(waiting.length, MOST); at += AT_ONCE) {
		fresh.push(...(await Promise.all(waiting.slice(at, Math.min(at + AT_ONCE, MOST)).map(read))));
	}
	await keepRuns(store, fresh);
	return waiting;
}

/** Keeps these runs instead of those of before. What is closed on the phone stays to be looked at until the office has it. */
async function keepRuns(store: Store, fresh: KeptRun[]): Promise<void> {
	const tx = store.transaction(['facts', 'outbox'], 'readwrite');
	const closing = new Set((await tx.objectStore('outbox').getAll()).filter((entry) => entry.kind === 'step' && entry.state !== 'sent').map((entry) => entry.num));
	const before = ((await tx.objectStore('facts').get(RUNS)) as KeptRun[] | undefined) ?? [];
	const newer = new Map(before.map((one) => [one.run.context_id, one]));
	const now = fresh.map((one) => {
		const other = newer.get(one.run.context_id);
		newer.delete(one.run.context_id);
		return other && other.run.updated > one.run.updated ? other : one;
	});
	const stay = [...newer.values()].filter(({ run }) => closing.has(run.context_id));
	void tx.objectStore('facts').put([...now, ...stay], RUNS);
	await tx.done;
}

/** Reads one run anew; null if this person can't see it any more. */
export async function refreshRun(store: Store, user: string, id: string): Promise<Run | null> {
	const person = lastPerson();
	const answer = await ask(user, runAddress(id));
	if (!answer.ok || !person) return null;
	const run = (await answer.json()) as Run;
	await keepRun(store, { run, steps: await stepsOf(user, person, run) });
	return run;
}

/** Keeps a run as it is now; one that waits for somebody else only as long as it was kept before. */
export async function keepRun(store: Store, now: KeptRun): Promise<void> {
	const tx = store.transaction('facts', 'readwrite');
	const all = ((await tx.store.get(RUNS)) as KeptRun[] | undefined) ?? [];
	const others = all.filter((one) => one.run.context_id !== now.run.context_id);
	if (now.steps.length > 0) void tx.store.put([now, ...others].slice(0, MOST), RUNS);
	else if (others.length < all.length) void tx.store.put(others, RUNS);
	await tx.done;
}

async function kept(store: Store): Promise<KeptRun[]> {
	return ((await store.get('facts', RUNS)) as KeptRun[] | undefined) ?? [];
}

async function stepsOf(user: string, person: Person, run: Run): Promise<OpenStep[]> {
	const steps: OpenStep[] = [];
	for (const { step } of mine(run, person.alias)) {
		const answer = await ask(user, `${runAddress(run.context_id)}/${encodeURIComponent(step)}`);
		if (answer.ok) steps.push((await answer.json()) as OpenStep);
	}
	return steps;
}

/** How a run stands at the office, beside what was answered on the phone. */
export function standing(run: Run, step: string, closing: Closing): Standing {
	const ends = run.last_steps.filter((past) => past.step_name === step && (past.ended_at ?? '') >= closing.since);
	const [end] = ends;
	return {
		active: run.active,
		outcome: run.outcome,
		reason: run.reason,
		waits: run.waiting_for.map((one) => one.label),
		ended: end ? { by: end.closed_by && nameIn(run, end.closed_by), at: end.done_at ?? end.ended_at ?? '', failed: end.did_error, reason: end.reason } : null,
		said: closing.said.flatMap(({ label, field }) => there(run, label, field))
	};
}

/** What somebody is called, as far as the run says it; else their id. */
function nameIn(run: Run, user: string): string {
	const known = run.waiting_for.flatMap((one) => one.users ?? []).find((one) => one.user_id === user);
	return known?.name ?? idOf(user);
}

function there(run: Run, label: string, field?: string): Said[] {
	const value = field && valueAt(run.entity, field);
	return typeof value === 'string' && value ? [{ label, value, field }] : [];
}

/** A value by a path as work flows write it: members, or the custom field with a key. */
export function valueAt(entity: unknown, path: string): unknown {
	const [, list, key, rest] = /^([\w.]+)\[\?\(@\.key ==? '([^']*)'\)\](?:\.(\w+))?$/.exec(path) ?? [];
	if (!list) return member(entity, path);
	const entries = member(entity, list);
	const found: unknown = Array.isArray(entries) ? entries.find((one: { key?: string }) => one.key === key) : undefined;
	return member(found, rest ?? 'value');
}

function member(from: unknown, path: string): unknown {
	return path.split('.').reduce<unknown>((at, name) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : undefined), from);
}
