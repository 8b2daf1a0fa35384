import { refusal } from '$lib/api/client';
import type { Job } from '$lib/api/types/job';
import { session } from '$lib/auth/session.svelte';
import { SignedOut } from '$lib/auth/tokens';
import { NotTaken, upload } from './tus';
import { isFile, type Answer, type Entry, type KeptFile, type Outcome, type Problem } from './types';

/** How long an answer may take, in milliseconds. */
const PATIENCE = 30_000;

/** The server could not be reached. */
export class Offline extends Error {}

/** A request of this person; throws `Offline`, or `SignedOut` if they, and nobody else, are not signed in. */
export async function ask(user: string, path: string, init: RequestInit = {}): Promise<Response> {
	const headers = new Headers(init.headers);
	headers.set('authorization', `Bearer ${await tokenOf(user)}`);
	let answer: Response;
	try {
		answer = await fetch(path, { ...init, headers, signal: init.signal ?? AbortSignal.timeout(PATIENCE) });
	} catch (error) {
		throw new Offline(String(error));
	}
	if (answer.status === 401) {
		session.refused();
		throw new SignedOut('the server refused the token');
	}
	return answer;
}

async function tokenOf(user: string): Promise<string> {
	let token: string;
	try {
		token = await session.token();
	} catch (error) {
		if (error instanceof SignedOut) throw error;
		throw new Offline(String(error));
	}
	// Another window may have signed somebody else in: their name must not stand under this person's work.
	if (subjectOf(token) !== user) throw new SignedOut('somebody else is signed in');
	return token;
}

/** Whom a token is for. */
export function subjectOf(token: string): string | null {
	const payload = token.split('.')[1];
	if (!payload) return null;
	const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
	return (JSON.parse(new TextDecoder().decode(bytes)) as { sub?: string }).sub ?? null;
}

/** What goes with the report of a file. */
export interface Sending {
	/** The file of an entry. */
	fileOf(entry: Entry): Promise<KeptFile | undefined>;
	/** All of the file is with the server, or has to go there once more. */
	uploaded(file: KeptFile, is: boolean): Promise<void>;
	/** Which part of the file is there, from 0 to 1. */
	progress(entry: Entry, part: number): void;
}

/** Sends what was tapped, under the phone's id and time of it. */
export async function report(user: string, entry: Entry, sending: Sending): Promise<Outcome> {
	try {
		if (isFile(entry.kind)) return await reportFile(user, entry, sending);
		return await outcome(await ask(user, addressOf(entry), request(entry)));
	} catch (error) {
		if (error instanceof SignedOut) return { how: 'signed-out' };
		if (error instanceof NotTaken) return outcome(error.answer);
		// An answer that broke off on the way says nothing either.
		return { how: 'offline' };
	}
}

/** First the file, then word of it. */
async function reportFile(user: string, entry: Entry, sending: Sending): Promise<Outcome> {
	const file = await sending.fileOf(entry);
	if (!file) return { how: 'refused', problem: { status: 0, code: 'no-file', detail: 'the file is no longer on this phone' } };
	if (!file.uploaded) {
		const name = `${entry.kind}.${file.blob.type.split('/')[1]}`;
		await upload((path, init) => ask(user, path, init), { id: entry.id, name, blob: file.blob }, (part) => sending.progress(entry, part));
		await sending.uploaded(file, true);
	}
	const ended = await outcome(await ask(user, addressOf(entry), request(entry)));
	// An upload that nothing used for days is gone: it goes once more.
	const isGone = ended.how === 'refused' && (ended.problem.status === 404 || ended.problem.code === 'upload-unfinished');
	if (!file.uploaded || !isGone) return ended;
	await sending.uploaded(file, false);
	return { how: 'later' };
}

function addressOf(entry: Entry): string {
	const job = jobAddress(entry.num);
	switch (entry.kind) {
		case 'step':
			return runAddress(entry.num);
		case 'begin':
			return `/work-orders/${encodeURIComponent(entry.begins?.workOrder ?? '')}/contexts`;
		case 'patch':
			return job;
		case 'photo':
			return `${job}/photos`;
		case 'signature':
			return `${job}/signatures`;
		case 'unphoto':
			return `${photoAddress(entry.num, String(entry.body.photo))}?${new URLSearchParams({ id: entry.id, at: entry.at })}`;
		default:
			return `${job}/${entry.kind}`;
	}
}

export function photoAddress(num: string, photo: string): string {
	return `${jobAddress(num)}/photos/${encodeURIComponent(photo)}`;
}

export function runAddress(id: string): string {
	return `/contexts/${encodeURIComponent(id)}`;
}

/** The batch of a work order. */
export function batchAddress(id: string): string {
	return `/batches/${encodeURIComponent(id)}`;
}

export function jobAddress(num: string): string {
	return `/device/v1/jobs/${encodeURIComponent(num)}`;
}

function request(entry: Entry): RequestInit {
	const json = { 'content-type': 'application/json' };
	if (entry.kind === 'step') {
		const headers = { ...json, 'idempotency-key': entry.id, 'action-time': entry.at, 'step-since': entry.closes?.since ?? '' };
		return { method: 'POST', headers, body: JSON.stringify(entry.body) };
	}
	if (entry.kind === 'begin') {
		const headers = { ...json, 'idempotency-key': entry.id, 'action-time': entry.at };
		return { method: 'POST', headers, body: JSON.stringify(entry.body) };
	}
	if (entry.kind === 'patch') {
		const headers = { ...json, 'action-id': entry.id, 'action-time': entry.at };
		return { method: 'PATCH', headers, body: JSON.stringify(entry.body) };
	}
	if (entry.kind === 'unphoto') return { method: 'DELETE' };
	const body = { ...entry.body, ...(isFile(entry.kind) ? { upload: entry.id } : {}), id: entry.id, at: entry.at };
	return { method: 'POST', headers: json, body: JSON.stringify(body) };
}

async function outcome(answer: Response): Promise<Outcome> {
	if (answer.ok) {
		const { version = 0, order_status: status = '', warnings = [], context_id: run } = (await answer.json()) as Partial<Reported>;
		return { how: 'done', answer: { version, status, warnings, run } satisfies Answer };
	}
	if (answer.status >= 500 || answer.status === 429 || answer.status === 408) return { how: 'later', after: retryAfter(answer) };
	const said = (await answer.json().catch(() => ({}))) as { type?: string };
	const { message: detail, members } = refusal(answer.status, said);
	return { how: 'refused', problem: { status: answer.status, code: said.type?.split('#')[1] ?? '', detail, members } satisfies Problem };
}

/** What the server says of a report on a job; the answer to a step of a run is the run. */
interface Reported {
	version: number;
	order_status: string;
	warnings: string[];
	/** The run that began, or goes on. */
	context_id: string;
}

function retryAfter(answer: Response): number | undefined {
	const seconds = Number(answer.headers.get('retry-after'));
	return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}

/** A job of the list of those that a technician holds. */
export interface HeldJob {
	num: string;
	version: number;
	etag: string;
	job: Job;
}

/** Word from the office about one job. */
export interface Notice {
	id: number;
	kind: 'dispatch' | 'update' | 'remove' | 'cancel';
	num: string;
	version: number;
	etag?: string;
	job?: Job;
}
