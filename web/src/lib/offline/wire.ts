import type { Job } from '$lib/api/types/job';
import { session } from '$lib/auth/session.svelte';
import { SignedOut } from '$lib/auth/tokens';
import type { Answer, Entry, Outcome, Problem } from './types';

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

/** Sends what was tapped, under the phone's id and time of it. */
export async function report(user: string, entry: Entry): Promise<Outcome> {
	try {
		return await outcome(await ask(user, addressOf(entry), request(entry)));
	} catch (error) {
		if (error instanceof SignedOut) return { how: 'signed-out' };
		// An answer that broke off on the way says nothing either.
		return { how: 'offline' };
	}
}

function addressOf(entry: Entry): string {
	const job = jobAddress(entry.num);
	return entry.kind === 'patch' ? job : `${job}/${entry.kind}`;
}

export function jobAddress(num: string): string {
	return `/device/v1/jobs/${encodeURIComponent(num)}`;
}

function request(entry: Entry): RequestInit {
	const json = { 'content-type': 'application/json' };
	if (entry.kind === 'patch') {
		const headers = { ...json, 'action-id': entry.id, 'action-time': entry.at };
		return { method: 'PATCH', headers, body: JSON.stringify(entry.body) };
	}
	return { method: 'POST', headers: json, body: JSON.stringify({ ...entry.body, id: entry.id, at: entry.at }) };
}

async function outcome(answer: Response): Promise<Outcome> {
	if (answer.ok) {
		const said = (await answer.json()) as { version: number; order_status: string; warnings: string[] };
		return { how: 'done', answer: { version: said.version, status: said.order_status, warnings: said.warnings } satisfies Answer };
	}
	if (answer.status >= 500 || answer.status === 429 || answer.status === 408) return { how: 'later', after: retryAfter(answer) };
	const said = (await answer.json().catch(() => ({}))) as { type?: string; detail?: string; title?: string };
	const detail = said.detail ?? said.title ?? `HTTP ${answer.status}`;
	return { how: 'refused', problem: { status: answer.status, code: said.type?.split('#')[1] ?? '', detail } satisfies Problem };
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
