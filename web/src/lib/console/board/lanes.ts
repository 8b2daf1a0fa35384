import type { Job } from '$lib/api/types/job';
import { endOf } from './plan';

/** How many jobs of each technician stand over each other at most: so high is the row, whether or not they are drawn yet. */
export function lanes(jobs: Job[]): Map<string, number> {
	const byUser = new Map<string, Job[]>();
	for (const job of jobs) byUser.set(job.UserName ?? '', [...(byUser.get(job.UserName ?? '') ?? []), job]);
	return new Map([...byUser].map(([user, own]) => [user, deepest(own)]));
}

function deepest(jobs: Job[]): number {
	const turns = jobs.flatMap((job) => {
		const end = endOf(job);
		return end && job.PlannedStartDate ? [{ at: Date.parse(job.PlannedStartDate), by: 1 }, { at: end.getTime(), by: -1 }] : [];
	});
	// What ends when another begins makes room for it.
	turns.sort((a, b) => a.at - b.at || a.by - b.by);
	let [now, most] = [0, 0];
	for (const turn of turns) {
		now += turn.by;
		most = Math.max(most, now);
	}
	return most;
}
