import type { Context, LastStep } from '$lib/api/types/niagara';
import { t } from '$lib/text';

/** What was changed of something of the workshop at one time. */
export interface Diff {
	diff_id: string;
	property: string;
	old_value: string | null;
	new_value: string | null;
	by_user: { name?: string; user_id?: string } | string | null;
	date: string;
}

/** One thing that changed: what it is called, what it was and what it is now. */
export interface Changed {
	name: string;
	from: string;
	to: string;
}

/** Who made a change. */
export const whoOf = (by: Diff['by_user']): string => (typeof by === 'string' ? by : (by?.name ?? by?.user_id ?? t('state.none')));

interface Field {
	key?: string;
	label?: string;
	value?: unknown;
}

/** Who had a hand in a run, each once: whoever started it, then those who closed its steps. */
export function hands(run: Pick<Context, 'started_by' | 'last_steps'>): string[] {
	const all = [run.started_by, ...run.last_steps.map((step) => step.closed_by)];
	return [...new Set(all.filter((one) => !!one))] as string[];
}

/** When a step was done: by the clock of whoever closed it, if that is known, else when the server had word of it. */
export const doneAt = (step: LastStep): string | null => step.done_at ?? step.ended_at;

/** Word of something that was so long on its way is told apart, in milliseconds. */
const DELAY = 60_000;

/** Whether something was done, by the clock of whoever did it, long before the server had word of it. */
export const isLate = (done: string | null, known: string | null): boolean => done !== null && known !== null && Date.parse(known) - Date.parse(done) > DELAY;

/** How long a step took until it was done, in milliseconds; nothing if it is not said. A clock that is wrong says nothing. */
export function took(step: LastStep): number | null {
	const own = step.done_at ? Date.parse(step.done_at) - Date.parse(step.started_at) : -1;
	if (own >= 0) return own;
	return step.time_to_run === null ? null : Number(step.time_to_run);
}

/** What a change means, field by field: the custom fields of a thing change together. */
export function changed(diff: Diff): Changed[] {
	const [before, after] = [read(diff.old_value), read(diff.new_value)];
	if (diff.property !== 'input_filter') return [{ name: diff.property.replaceAll('_', ' '), from: inWords(before), to: inWords(after) }];
	const [was, is] = [fields(before), fields(after)];
	return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
		const [from, to] = [inWords(was.get(key)?.value), inWords(is.get(key)?.value)];
		return from === to ? [] : [{ name: is.get(key)?.label ?? was.get(key)?.label ?? key, from, to }];
	});
}

function fields(value: unknown): Map<string, Field> {
	const list = Array.isArray(value) ? (value as Field[]) : [];
	return new Map(list.flatMap((one) => (one.key === undefined ? [] : [[one.key, one]])));
}

/** A value as it came, in JSON or as plain text. */
function read(text: string | null): unknown {
	try {
		return text === null ? null : (JSON.parse(text) as unknown);
	} catch {
		return text;
	}
}

/** A value in words: of a status or of something that has a name, that. */
function inWords(value: unknown): string {
	if (value === null || value === undefined || value === '') return t('state.none');
	if (typeof value !== 'object') return String(value);
	const named = value as { status?: unknown; label?: unknown };
	return String(named.status ?? named.label ?? JSON.stringify(value));
}
