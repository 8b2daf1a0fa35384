import type { Job } from '$lib/api/types/job';
import type { Entry, KeptJob } from './types';

/** The codes of `OrderStatus`. */
export const STATUS = {
	new: '1',
	enRoute: '6',
	onSite: '7',
	arrived: '8',
	pending: '9',
	rejected: '1001',
	complete: '4096',
	incomplete: '4097'
} as const;

/** Which member tells the objects of a collection apart. */
const KEYS: Record<string, string> = { TechNotes: 'ID', Items: 'ID', Tasks: 'TaskID' };

/** A job as the technician sees it: what the server last said, with what it does not know yet. */
export function projected(kept: KeptJob, entries: Entry[]): Job {
	return entries.filter((entry) => counts(kept, entry)).reduce((job, entry) => after(job, entry), kept.job);
}

function counts(kept: KeptJob, entry: Entry): boolean {
	if (entry.num !== kept.num || entry.state === 'conflict') return false;
	return entry.state !== 'sent' || (entry.answer?.version ?? 0) > kept.version;
}

/** What the server makes of a job on this report. */
export function after(job: Job, entry: Pick<Entry, 'kind' | 'at' | 'body'>): Job {
	const { at, body } = entry;
	switch (entry.kind) {
		case 'read':
			return { ...job, IsRead: true };
		case 'accept':
			return { ...job, OrderStatus: STATUS.new };
		case 'reject':
			return { ...job, OrderStatus: STATUS.rejected };
		case 'travel':
			return { ...job, OrderStatus: STATUS.enRoute, ActualTravelStartDate: at, ActualTravelEndDate: undefined };
		case 'arrive':
			return { ...job, OrderStatus: STATUS.arrived, ActualTravelEndDate: at };
		case 'start':
			return { ...job, OrderStatus: STATUS.onSite, ActualStartDate: job.ActualStartDate || at, Paused: false };
		case 'pause':
			return { ...job, Paused: true };
		case 'resume':
			return { ...job, Paused: false };
		case 'complete':
			return { ...job, OrderStatus: body.incomplete ? STATUS.incomplete : STATUS.complete, ActualEndDate: at, Paused: undefined };
		case 'patch':
			return merged(job, body);
	}
}

type Doc = Record<string, unknown>;

function merged(job: Job, patch: Doc): Job {
	const result: Job = { ...job };
	for (const [name, value] of Object.entries(patch)) {
		const key = KEYS[name];
		result[name] = key && Array.isArray(value) ? joined((job[name] as Doc[] | undefined) ?? [], value as Doc[], key) : value;
	}
	return result;
}

/** The collection with the changed objects in their places and the new ones at the end. */
function joined(old: Doc[], changes: Doc[], key: string): Doc[] {
	const known = new Set(old.map((one) => one[key]));
	const changed = old.map((one) => ({ ...one, ...changes.find((change) => change[key] === one[key]) }));
	return [...changed, ...changes.filter((change) => !known.has(change[key]))];
}
