import type { Job } from '$lib/api/types/job';
import { isClosed } from '../jobs/words';

/** A new reading of jobs with those that are as they were kept as they are: what hangs on them has nothing to do. */
export function kept(before: Job[], now: Job[]): Job[] {
	const known = new Map(before.map((job) => [job.OrderNum, job]));
	return now.map((job) => {
		const old = known.get(job.OrderNum);
		return old && (old === job || JSON.stringify(old) === JSON.stringify(job)) ? old : job;
	});
}

/** Whether a job stands on the board between two times: the condition by which the board asks for its jobs. */
export function isWithin(job: Job, from: Date, to: Date): boolean {
	if (!job.UserName || !job.PlannedStartDate) return false;
	const start = Date.parse(job.PlannedStartDate);
	return start < to.getTime() && (start >= from.getTime() || (!!job.PlannedEndDate && Date.parse(job.PlannedEndDate) > from.getTime()));
}

/** Whether a job waits to be dispatched: the condition by which the list beside the board asks for its jobs. */
export const isWaiting = (job: Job): boolean => !isClosed(job) && (job.DispatchStatus ?? 0) < 3;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order of the list beside the board. */
export const byUrgency = (a: Job, b: Job): number => compare(a.Priority ?? '', b.Priority ?? '') || compare(a.OrderNum, b.OrderNum);
