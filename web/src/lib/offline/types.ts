import type { Job } from '$lib/api/types/job';
import type { Unit } from '$lib/api/types/niagara';

/** A step of a visit, as the server names it. */
export type ActionName = 'read' | 'accept' | 'reject' | 'travel' | 'arrive' | 'start' | 'pause' | 'resume' | 'complete';

/** What carries a file of the phone's to the office. */
export type FileKind = 'photo' | 'signature';

/**
 * What a tap is: a step of a visit, a change of the document, a file, a photo that is taken away again, a step of a run, or the
 * begin of the next cycle of a batch.
 */
export type EntryKind = ActionName | 'patch' | FileKind | 'unphoto' | 'step' | 'begin';

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
	/** The job, the run of a work flow, or the batch; its entries go in order. */
	num: string;
	kind: EntryKind;
	/** When it was tapped. */
	at: string;
	body: Record<string, unknown>;
	state: EntryState;
	/** How often it was sent without an answer. */
	tries: number;
	/** Not to be sent before, in milliseconds since 1970. */
	due: number;
	/** The person is still writing about it; it stays on the phone, and so does what comes after it. */
	open?: boolean;
	/** With `step`: what it is about. */
	closes?: Closing;
	/** With `begin`: what it is about. */
	begins?: Beginning;
	answer?: Answer;
	problem?: Problem;
}

/** The step of a run that somebody closed, as they saw it. */
export interface Closing {
	/** What the run is about. */
	run: string;
	/** What people call the step. */
	label: string;
	/** Since when it waited, as the server said it: the same step may come again. */
	since: string;
	/** What was answered. */
	said: Said[];
}

/** The cycle that somebody began, as they saw it. */
export interface Beginning {
	workOrder: string;
	/** What people call the work order and the batch. */
	label: string;
	/** What people call the unit; absent where the work is about none. */
	unit?: string;
}

/** A unit as it is chosen for a cycle. */
export type KeptUnit = Pick<Unit, 'unit_id' | 'label' | 'serial_number' | 'raw_serial_number' | 'current_status'>;

/** One answer, in words. */
export interface Said {
	label: string;
	value: string;
	/** Where it goes on what is processed. */
	field?: string;
}

/** How a run stands at the office. */
export interface Standing {
	active: boolean;
	outcome: string | null;
	reason: string | null;
	/** What it waits for. */
	waits: string[];
	/** How the step ended that was closed on the phone too. */
	ended: { by: string | null; at: string; failed: boolean; reason: string | null } | null;
	/** What is there where the phone's answers would have gone. */
	said: Said[];
}

/** A file that the server does not have yet; it bears the id of its entry. */
export interface KeptFile {
	id: string;
	num: string;
	blob: Blob;
	/** All of it is with the server; the report of it may not be. */
	uploaded?: boolean;
}

/** A file of the server's that is kept to be there without signal. */
export interface Fetched {
	/** Where it came from. */
	address: string;
	blob: Blob;
	/** When it was wanted last, in milliseconds since 1970. */
	wanted: number;
}

/** An entry of the catalogue. */
export interface Product {
	num: string;
	desc: string;
	kind: string;
	/** The code on its package. */
	code: string;
	serialized: boolean;
	batched: boolean;
}

/** The server has taken an entry. */
export interface Answer {
	version: number;
	status: string;
	warnings: string[];
	/** With `step` and `begin`: the run. */
	run?: string;
}

/** The server did not take an entry, and why. */
export interface Problem {
	status: number;
	/** `recalled`: kept for the office as a late report; `closed`, `out-of-order`: it does not fit the job. */
	code: string;
	detail: string;
	/** What the office has of the job, as far as the entry changes it; null if it is no longer this person's. */
	job?: Partial<Job> | null;
	/** What is wrong with which part of the answer. */
	members?: { path: string; reason: string }[];
	/** How the run stands, of which a step was to be closed; null if this person can't see it any more. */
	standing?: Standing | null;
	/** How many cycles of the batch nobody has begun; null if this person can't see it any more. */
	left?: number | null;
}

/** How sending one entry ended. */
export type Outcome =
	| { how: 'done'; answer: Answer }
	| { how: 'refused'; problem: Problem }
	/** The server can't now; `after` says in how many milliseconds it may. */
	| { how: 'later'; after?: number }
	| { how: 'offline' }
	| { how: 'signed-out' };

/** Whether an entry carries a file. */
export function isFile(kind: EntryKind): kind is FileKind {
	return kind === 'photo' || kind === 'signature';
}
