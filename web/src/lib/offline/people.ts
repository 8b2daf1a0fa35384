import type { Job } from '$lib/api/types/job';
import type { Batch } from '$lib/api/types/niagara';
import type { Store } from './db';
import type { Person } from './person';
import type { KeptRun } from './runs';
import { ask } from './wire';

/** What people are called, by their ids. */
export type Names = Record<string, string>;

/** Where the phone keeps what the server said of the people in its jobs. */
export const NAMES = 'names';

/** The most people of one question. */
const MOST = 100;

/** What people are called, by their ids: whoever the jobs, runs and batches of the day name, and whoever uses the phone. */
export function peopleOf(names: Names, runs: KeptRun[], batches: Batch[] | null, me: Person | null): Map<string, string> {
	const named = [...runs.flatMap(({ run }) => run.waiting_for.flatMap((one) => one.users ?? [])), ...(batches ?? []).flatMap((batch) => batch.assigned_users)];
	const known = new Map(Object.entries(names));
	for (const one of named) known.set(idOf(one.user_id), one.name);
	if (me) known.set(me.id, me.name);
	return known;
}

/** Asks what the people are called whom the jobs on this phone name. Throws `Offline` or `SignedOut`. */
export async function refreshNames(store: Store, user: string): Promise<void> {
	const ids = [...new Set((await store.getAll('jobs')).flatMap(({ job }) => namedIn(job)))];
	const names: Names = {};
	for (let from = 0; from < ids.length; from += MOST) {
		const query = new URLSearchParams(ids.slice(from, from + MOST).map((id) => ['id', id]));
		const answer = await ask(user, `/device/v1/names?${query}`);
		if (!answer.ok) return;
		Object.assign(names, ((await answer.json()) as { names: Names }).names);
	}
	await store.put('facts', names, NAMES);
}

/** The ids of those who wrote something in a job. */
function namedIn(job: Job): string[] {
	return [...(job.Notes ?? []), ...(job.TechNotes ?? [])].flatMap((note) => note.Author || []);
}

/** The id that stands behind an alias of the workshop's API; an id stands for itself. */
export function idOf(alias: string): string {
	if (!alias.startsWith('u--')) return alias;
	try {
		return decodeURIComponent(alias.slice(3).replaceAll('-', '%'));
	} catch {
		return alias;
	}
}
