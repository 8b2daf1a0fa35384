import type { Job } from '$lib/api/types/job';
import { STATUS } from './project';
import type { ActionName } from './types';

/** What a technician may do next with a job. */
export interface Steps {
	/** The usual next step. */
	first: ActionName | null;
	/** What is possible beside. */
	beside: ActionName[];
	/** It may be closed as not finished. */
	mayGiveUp: boolean;
}

const NOTHING: Steps = { first: null, beside: [], mayGiveUp: false };

/** The steps that the server would take now. */
export function steps(job: Job, accepted: boolean): Steps {
	switch (job.OrderStatus || STATUS.new) {
		case STATUS.new:
		case STATUS.pending:
			return begin(job, accepted);
		case STATUS.enRoute:
			return { first: 'arrive', beside: [], mayGiveUp: true };
		case STATUS.arrived:
			return { first: 'start', beside: [], mayGiveUp: true };
		case STATUS.onSite:
			return job.Paused
				? { first: 'resume', beside: ['travel', 'complete'], mayGiveUp: true }
				: { first: 'complete', beside: ['pause'], mayGiveUp: true };
		default:
			return NOTHING;
	}
}

function begin(job: Job, accepted: boolean): Steps {
	const mayReject = job.CanReject === true;
	if (!accepted) return { first: 'accept', beside: mayReject ? ['reject'] : [], mayGiveUp: false };
	const beside: ActionName[] = needsTravel(job) ? [] : ['start'];
	return { first: 'travel', beside: mayReject ? [...beside, 'reject'] : beside, mayGiveUp: true };
}

function needsTravel(job: Job): boolean {
	return job.Rules?.IsTravelRequired === true;
}

/** Whether the customer has to sign before it is completed: the order asks for it, or the place does. */
export function needsSignature(job: Job): boolean {
	const required = job.Rules?.IsSigReq === true || job.Location?.SigReq === true;
	return required && (job.Signatures ?? []).length === 0;
}

/** Whether work on it is over. */
export function isClosed(job: Job): boolean {
	const closed: string[] = [STATUS.complete, STATUS.incomplete, STATUS.rejected];
	return closed.includes(job.OrderStatus ?? '');
}

/** Whether it is being travelled to or worked on. */
export function isUnderWay(job: Job): boolean {
	const underWay: string[] = [STATUS.enRoute, STATUS.arrived, STATUS.onSite];
	return underWay.includes(job.OrderStatus ?? '');
}
