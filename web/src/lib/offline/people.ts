import type { Batch } from '$lib/api/types/niagara';
import type { Person } from './person';
import type { KeptRun } from './runs';

/** What people are called, by their ids: whoever the runs and batches of the day name, and whoever uses the phone. */
export function peopleOf(runs: KeptRun[], batches: Batch[] | null, me: Person | null): Map<string, string> {
	const named = [...runs.flatMap(({ run }) => run.waiting_for.flatMap((one) => one.users ?? [])), ...(batches ?? []).flatMap((batch) => batch.assigned_users)];
	const known = new Map(named.map((one) => [idOf(one.user_id), one.name]));
	if (me) known.set(me.id, me.name);
	return known;
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
