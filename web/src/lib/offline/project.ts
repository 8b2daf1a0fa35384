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
const KEYS: Record<string, string> = {
	TechNotes: 'ID',
	Items: 'ID',
	Tasks: 'TaskID',
	Assets: 'AssetNum',
	Photos: 'ID',
	FlexFormsDisplayValues: 'FlexFormID'
};

/** A job as the technician sees it: what the server last said, with what it does not know yet. */
export function projected(kept: KeptJob, entries: Entry[]): Job {
	return entries.filter((entry) => counts(kept, entry)).reduce((job, entry) => after(job, entry), kept.job);
}

function counts(kept: KeptJob, entry: Entry): boolean {
	if (entry.num !== kept.num || entry.state === 'conflict') return false;
	return entry.state !== 'sent' || (entry.answer?.version ?? 0) > kept.version;
}

/** What the server makes of a job on this report. */
export function after(job: Job, entry: Pick<Entry, 'id' | 'kind' | 'at' | 'body'>): Job {
	const { at, body } = entry;
	switch (entry.kind) {
		case 'step':
		case 'begin':
			return job;
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
			return merged(job, body) as Job;
		case 'photo':
			return { ...job, Photos: [...(job.Photos ?? []), { ID: entry.id, Date: at, Note: String(body.note ?? '') }] };
		case 'unphoto':
			return { ...job, Photos: job.Photos?.filter((photo) => photo.ID !== body.photo) };
		case 'signature':
			return { ...job, Signatures: [...(job.Signatures ?? []), { Name: String(body.name), ImageFmt: 'png', entry: entry.id }] };
	}
}

type Doc = Record<string, unknown>;

function merged(job: Doc, patch: Doc): Doc {
	const result: Doc = { ...job };
	for (const [name, value] of Object.entries(patch)) {
		const key = KEYS[name];
		const old = job[name];
		if (key && Array.isArray(value)) result[name] = joined((old as Doc[] | undefined) ?? [], value as Doc[], key);
		else if (isDoc(value)) result[name] = merged(isDoc(old) ? old : {}, value);
		else result[name] = value;
	}
	return result;
}

function isDoc(value: unknown): value is Doc {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The collection with the changed objects in their places and the new ones at the end. */
function joined(old: Doc[], changes: Doc[], key: string): Doc[] {
	const known = new Set(old.map((one) => one[key]));
	const changed = old.map((one) => merged(one, changes.find((change) => change[key] === one[key]) ?? {}));
	return [...changed, ...changes.filter((change) => !known.has(change[key]))];
}
