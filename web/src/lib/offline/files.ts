import type { Store } from './db';
import { isUnsent } from './outbox';
import type { Entry } from './types';
import { ask, photoAddress } from './wire';

/** How long a file of the server's is kept after it was wanted last, in milliseconds. */
const KEPT_FOR = 14 * 24 * 3_600_000;
/** How many files are fetched ahead in one go. */
const MOST = 60;

/** A photo of a job: from the phone if it is there, else from the server. Throws `Offline` if it can't be had now. */
export async function photo(store: Store, user: string, num: string, id: string): Promise<Blob | null> {
	const own = await store.get('files', id);
	return own ? own.blob : fetched(store, user, photoAddress(num, id));
}

/** A file of the server's; from the phone if it was fetched before. Null if the server has none for this person. */
export async function fetched(store: Store, user: string, address: string): Promise<Blob | null> {
	const kept = await store.get('fetched', address);
	if (kept) return kept.blob;
	const answer = await ask(user, address);
	if (!answer.ok) return null;
	const blob = await answer.blob();
	await store.put('fetched', { address, blob, wanted: Date.now() });
	return blob;
}

/**
 * Makes sure that the files of the day are on the phone, and forgets those that nobody has wanted for long. `instructions`
 * are addresses.
 */
export async function fetchAhead(store: Store, user: string, instructions: string[]): Promise<void> {
	const jobs = (await store.getAll('jobs')).filter((kept) => kept.state === 'held');
	const photos = jobs.flatMap(({ num, job }) =>
		(job.Photos ?? []).filter((one) => isOwn(num, one)).map((one) => photoAddress(num, one.ID ?? ''))
	);
	for (const address of [...new Set([...photos, ...instructions])].slice(0, MOST)) {
		const kept = await store.get('fetched', address);
		if (kept) await store.put('fetched', { ...kept, wanted: Date.now() });
		else await fetched(store, user, address);
	}
	for (const one of await store.getAll('fetched')) {
		if (Date.now() - one.wanted > KEPT_FOR) await store.delete('fetched', one.address);
	}
}

/** Whether the server has the photo itself; other systems put addresses of their own into a job. */
export function isOwn(num: string, photo: { ID?: string; URL?: string }): boolean {
	if (!photo.ID) return false;
	return !photo.URL || plain(photo.URL).endsWith(`/WorkOrder/${num}/Photos/${photo.ID}`);
}

function plain(address: string): string {
	try {
		return decodeURIComponent(address);
	} catch {
		return address;
	}
}

/** What was sent: a photo stays to be looked at, a signature is in the document. */
export async function settle(store: Store): Promise<void> {
	// One step: a file that is taken meanwhile must not look like one without an entry.
	const tx = store.transaction(['outbox', 'files', 'fetched'], 'readwrite');
	const [all, files] = await Promise.all([tx.objectStore('outbox').getAll(), tx.objectStore('files').getAll()]);
	const entries = new Map(all.map((entry) => [entry.id, entry]));
	for (const { id, num, blob } of files) {
		const entry = entries.get(id);
		if (entry && (isUnsent(entry) || entry.state === 'conflict')) continue;
		if (entry?.kind === 'photo') void tx.objectStore('fetched').put({ address: photoAddress(num, id), blob, wanted: Date.now() });
		void tx.objectStore('files').delete(id);
	}
	await tx.done;
}

/** The photos of a job on this phone that the person is still writing about. */
export function drafts(entries: Entry[], num: string): Entry[] {
	return entries.filter((entry) => entry.num === num && entry.kind === 'photo' && entry.open);
}
