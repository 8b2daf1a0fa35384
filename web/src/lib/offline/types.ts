import type { Job } from '$lib/api/types/job';

/** A step of a visit, as the server names it. */
export type ActionName = 'read' | 'accept' | 'reject' | 'travel' | 'arrive' | 'start' | 'pause' | 'resume' | 'complete';

/** A job as this phone has it. */
export interface KeptJob {
	num: string;
	version: number;
	etag: string;
	job: Job;
	/** `held`: to be done; `finished`: closed, kept for a look back; `recalled`: the office took it away. */
	state: 'held' | 'finished' | 'recalled';
	/** It was accepted on this phone; the document does not say so. */
	accepted?: boolean;
	/** When it left the list of jobs held, in milliseconds since 1970. */
	left?: number;
}

/** `waiting`: on the phone; `sending`: on its way; `sent`: the server has it; `conflict`: the server did not take it. */
export type EntryState = 'waiting' | 'sending' | 'sent' | 'conflict';

/** What a technician tapped, until the server has it. */
export interface Entry {
	/** The order of the taps. */
	seq: number;
	/** The phone's id of it: however often it is sent, it counts once. */
	id: string;
	num: string;
	kind: ActionName | 'patch';
	/** When it was tapped. */
	at: string;
	body: Record<string, unknown>;
	state: EntryState;
	/** How often it was sent without an answer. */
	tries: number;
	/** Not to be sent before, in milliseconds since 1970. */
	due: number;
	answer?: Answer;
	problem?: Problem;
}

/** The server has taken an entry. */
export interface Answer {
	version: number;
	status: string;
	warnings: string[];
}

/** The server did not take an entry, and why. */
export interface Problem {
	status: number;
	/** `recalled`: kept for the office as a late report; `closed`, `out-of-order`: it does not fit the job. */
	code: string;
	detail: string;
	/** The job's state at the office, as it was when the entry was refused. */
	office?: string;
}

/** How sending one entry ended. */
export type Outcome =
	| { how: 'done'; answer: Answer }
	| { how: 'refused'; problem: Problem }
	/** The server can't now; `after` says in how many milliseconds it may. */
	| { how: 'later'; after?: number }
	| { how: 'offline' }
	| { how: 'signed-out' };
