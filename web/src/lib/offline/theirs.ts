import type { Job } from '$lib/api/types/job';
import type { Store } from './db';
import { refreshBatch } from './queue';
import { refreshRun, standing } from './runs';
import { refreshJob } from './snapshot';
import { isFile, type Entry } from './types';

/** Whether it is not known what the office has beside a refused entry: when it was refused there was no signal any more. */
export function isUncompared({ kind, problem }: Entry): boolean {
	if (!problem) return false;
	if (kind === 'step') return problem.standing === undefined;
	return kind === 'begin' ? problem.left === undefined : problem.job === undefined;
}

/** Notes beside a refused entry what the office has. */
export async function compare(store: Store, user: string, entry: Entry): Promise<void> {
	const found = await look(store, user, entry);
	// It may have been forgotten, or be tried again, meanwhile.
	const tx = store.transaction('outbox', 'readwrite');
	const now = await tx.store.get(entry.seq);
	if (now?.problem) void tx.store.put({ ...now, problem: { ...now.problem, ...found } });
	await tx.done;
}

async function look(store: Store, user: string, entry: Entry): Promise<Partial<NonNullable<Entry['problem']>>> {
	if (entry.closes) {
		const run = await refreshRun(store, user, entry.num);
		return { standing: run && standing(run, String(entry.body.step), entry.closes) };
	}
	if (entry.begins) return { left: (await refreshBatch(store, user, entry.num))?.cycles.pending ?? null };
	const job = await refreshJob(store, user, entry.num);
	return { job: job && touched(job, entry) };
}

/** Of the office's job: how it stands, and what the entry changes. */
function touched(job: Job, entry: Entry): Partial<Job> {
	const names = ['OrderStatus', 'Paused', ...(entry.kind === 'patch' ? Object.keys(entry.body) : [])];
	if (entry.kind === 'unphoto' || entry.kind === 'photo') names.push('Photos');
	const found: Partial<Job> = Object.fromEntries(names.filter((name) => name in job).map((name) => [name, job[name]]));
	// Who signed is enough; the pictures are large.
	if (isFile(entry.kind)) found.Signatures = job.Signatures?.map(({ Name }) => ({ Name }));
	return found;
}
