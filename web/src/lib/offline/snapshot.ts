import { isClosed } from './steps';
import type { Store } from './db';
import type { KeptJob } from './types';
import { ask, jobAddress, type HeldJob, type Notice } from './wire';
import type { Job } from '$lib/api/types/job';

/** How long a closed or recalled job is kept to be looked at, in milliseconds. */
const KEPT_FOR = 3 * 24 * 3_600_000;

/** The most jobs that one list of the server holds. */
const MOST = 500;

/** Brings the jobs on this phone to what the server says now. Throws `Offline` or `SignedOut`. */
export async function refresh(store: Store, user: string): Promise<void> {
	const answer = await ask(user, `/device/v1/jobs?limit=${MOST}`);
	if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
	const { jobs } = (await answer.json()) as { jobs: HeldJob[] };
	const held = new Set(jobs.map((job) => job.num));
	for (const job of jobs) await hold(store, job);
	for (const kept of await store.getAll('jobs')) {
		if (held.has(kept.num)) continue;
		if (kept.state === 'held') await lookAfter(store, user, kept);
		else if (Date.now() - (kept.left ?? 0) > KEPT_FOR) await store.delete('jobs', kept.num);
	}
	await store.put('facts', Date.now(), 'heard');
}

/** Reads one job anew. */
export async function refreshJob(store: Store, user: string, num: string): Promise<Job | null> {
	const kept = await store.get('jobs', num);
	const answer = await ask(user, jobAddress(num));
	if (answer.ok) {
		const job = (await answer.json()) as Job;
		const etag = (answer.headers.get('etag') ?? '').replaceAll('"', '');
		if (kept && job.UserName === user) await hold(store, { num, version: versionOf(etag), etag, job });
		return job;
	}
	if (kept && (answer.status === 404 || answer.status === 403)) await recall(store, num);
	return null;
}

/** Takes word from the office to heart. */
export async function take(store: Store, notice: Notice): Promise<void> {
	if (notice.kind === 'remove' || notice.kind === 'cancel') return recall(store, notice.num);
	if (!notice.job) return;
	const etag = notice.etag ?? '';
	await hold(store, { num: notice.num, version: versionOf(etag), etag, job: notice.job });
}

/** A job that the person no longer wants to see here. */
export async function dismiss(store: Store, num: string): Promise<void> {
	const kept = await store.get('jobs', num);
	if (kept && kept.state !== 'held') await store.delete('jobs', num);
}

/** An entity tag begins with the version. */
function versionOf(etag: string): number {
	return Number.parseInt(etag, 10) || 0;
}

/** In one step: a tap in between must not be forgotten. */
async function hold(store: Store, { num, version, etag, job }: HeldJob): Promise<void> {
	const { store: jobs, done } = store.transaction('jobs', 'readwrite');
	const kept = await jobs.get(num);
	const closed = isClosed(job);
	const left = closed ? (kept?.left ?? Date.now()) : undefined;
	if (!kept || kept.version <= version) {
		await jobs.put({ num, version, etag, job, state: closed ? 'finished' : 'held', accepted: kept?.accepted, left });
	}
	await done;
}

async function recall(store: Store, num: string): Promise<void> {
	const { store: jobs, done } = store.transaction('jobs', 'readwrite');
	const kept = await jobs.get(num);
	if (kept?.state === 'held') await jobs.put({ ...kept, state: 'recalled', left: Date.now() });
	await done;
}

/** A job that is no longer on the list: it was closed, or it was taken away. */
async function lookAfter(store: Store, user: string, kept: KeptJob): Promise<void> {
	const job = await refreshJob(store, user, kept.num);
	if (job && job.UserName !== user) await recall(store, kept.num);
}
