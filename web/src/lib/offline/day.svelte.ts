import type { Job } from '$lib/api/types/job';
import type { Batch } from '$lib/api/types/niagara';
import { SignedOut } from '$lib/auth/tokens';
import { openStore, removeStore, type Store } from './db';
import { follow } from './feed';
import * as files from './files';
import { readInstructions } from './instructions';
import * as queue from './queue';
import { keepRun, refreshRun, RUNS, type KeptRun } from './runs';
import { isUnsent, Outbox } from './outbox';
import { idOf, NAMES, peopleOf, refreshNames, type Names } from './people';
import { lastPerson } from './person';
import { findProducts, refreshProducts } from './products';
import { projected } from './project';
import * as snapshot from './snapshot';
import { compare, isUncompared } from './theirs';
import type { ActionName, Beginning, Closing, Entry, FileKind, KeptJob, KeptUnit, Product } from './types';
import { report, type Sending } from './wire';

/** A job as it is shown: with what the server does not know yet. */
export interface ShownJob {
	kept: KeptJob;
	job: Job;
	/** What the server does not have yet, or did not take. */
	open: Entry[];
}

/** Everything that this phone has of a technician's work, and how it stands with the server. */
class Day {
	jobs = $state.raw<KeptJob[]>([]);
	entries = $state.raw<Entry[]>([]);
	/** The runs that wait for this person. */
	runs = $state.raw<KeptRun[]>([]);
	/** The batches of this person, in turn; null as long as they were never read. */
	batches = $state.raw<Batch[] | null>(null);
	/** The server can be reached. */
	connected = $state(false);
	/** Nothing goes out until the person signs in again. */
	signedOut = $state(false);
	/** When the jobs were read from the server, in milliseconds since 1970. */
	heard = $state<number | null>(null);
	/** The store was read: what is not there is not there. */
	ready = $state(false);
	/** Which part of the file of an entry that is being sent is with the server, from 0 to 1, by the entry's id. */
	progress = $state<Record<string, number>>({});

	/** The feed of notices stands. */
	#isFed = false;
	#user = '';
	#store: Store | null = null;
	#outbox: Outbox | null = null;
	/** Whoever asks for what is on the phone waits until it can be read. */
	#opening = Promise.withResolvers<Store>();
	#ended = new AbortController();
	#timer: ReturnType<typeof setTimeout> | undefined;
	#others: BroadcastChannel | null = null;
	#writing: Promise<unknown> = Promise.resolve();
	readonly #sending: Sending = {
		fileOf: async (entry) => this.#store?.get('files', entry.id),
		uploaded: async (file, is) => void (await this.#store?.put('files', { ...file, uploaded: is })),
		progress: (entry, part) => (this.progress[entry.id] = part)
	};

	shown = $derived.by<ShownJob[]>(() => {
		const all = this.jobs.map((kept) => ({
			kept,
			job: projected(kept, this.entries),
			open: this.entries.filter((entry) => entry.num === kept.num && entry.state !== 'sent')
		}));
		return all.sort((a, b) => (a.job.PlannedStartDate ?? '').localeCompare(b.job.PlannedStartDate ?? ''));
	});

	#names = $state.raw<Names>({});
	#people = $derived(peopleOf(this.#names, this.runs, this.batches, lastPerson()));
	unsent = $derived(this.entries.filter(isUnsent));
	conflicts = $derived(this.entries.filter((entry) => entry.state === 'conflict'));

	/** Opens the work of a person; it is there at once, and follows the server from then on. */
	async open(user: string): Promise<void> {
		if (this.#user === user) {
			await this.#opening.promise;
			return this.wake();
		}
		this.close();
		this.#user = user;
		this.#ended = new AbortController();
		const store = await this.#openStore(user);
		if (this.#user !== user) return store.close();
		this.#store = store;
		this.#outbox = new Outbox(this.#store, (entry) => report(user, entry, this.#sending), (entry) => this.#onEntry(entry));
		this.#others = new BroadcastChannel(`docket.tech.${user}`);
		this.#others.onmessage = () => void this.#read();
		// Nobody writes any more about what was open when the app was closed.
		for (const entry of await this.#outbox.unsent()) if (entry.open) await this.#outbox.close(entry.seq, {});
		await files.settle(this.#store);
		await this.#read();
		this.ready = true;
		this.#opening.resolve(store);
		addEventListener('online', this.#onOnline);
		addEventListener('offline', this.#onOffline);
		document.addEventListener('visibilitychange', this.#onSeen);
		this.wake();
	}

	async #openStore(user: string): Promise<Store> {
		try {
			return await openStore(user);
		} catch (error) {
			// It can be tried again.
			if (this.#user === user) this.#user = '';
			throw error;
		}
	}

	close(): void {
		this.#ended.abort();
		clearTimeout(this.#timer);
		removeEventListener('online', this.#onOnline);
		removeEventListener('offline', this.#onOffline);
		document.removeEventListener('visibilitychange', this.#onSeen);
		this.#others?.close();
		this.#store?.close();
		if (this.ready) this.#opening = Promise.withResolvers();
		this.#store = null;
		this.#user = '';
		this.ready = false;
		this.connected = this.#isFed = false;
	}

	/** After a sign-in: goes on with what waited for it. */
	wake(): void {
		this.signedOut = false;
		this.#ended.abort();
		this.#ended = new AbortController();
		const follower = {
			told: async (notice: Parameters<typeof snapshot.take>[1]) => {
				await this.#write((store) => snapshot.take(store, notice));
			},
			connected: (is: boolean) => {
				this.connected = this.#isFed = is;
				if (is) void this.sync();
			},
			signedOut: () => (this.signedOut = true)
		};
		void follow(this.#user, follower, this.#ended.signal);
		void this.pump();
	}

	/** What the technician tapped: on the phone first, then to the server. */
	async act(num: string, kind: ActionName | 'patch' | 'unphoto', body: Record<string, unknown> = {}): Promise<void> {
		await this.#write(() => this.#outbox?.add({ num, kind, body }));
		void this.pump();
	}

	/** Closes a step of a run; `instead` of an answer that the server did not take. */
	async closeStep(run: string, body: { step: string } & Record<string, unknown>, closes: Closing, instead?: number): Promise<void> {
		await this.#write(async () => {
			await this.#outbox?.add({ num: run, kind: 'step', body, closes });
			if (instead !== undefined) await this.#outbox?.drop(instead);
		});
		void this.pump();
	}

	/** Begins the next cycle of a batch; the body says on what. */
	async begin(batch: string, body: Record<string, unknown>, begins: Beginning): Promise<void> {
		await this.#write(() => this.#outbox?.add({ num: batch, kind: 'begin', body, begins }));
		void this.pump();
	}

	/** What somebody is called, as far as the day says it; else the id. */
	nameOf(user: string): string {
		return this.#people.get(idOf(user)) ?? idOf(user);
	}

	/** Reads the batches anew. */
	async readBatches(): Promise<void> {
		await queue.refreshBatches(await this.#opening.promise, this.#user);
		await this.#read();
	}

	/** Keeps a batch as the server just showed it. */
	keepBatch(batch: Batch): Promise<void> {
		return this.#write((store) => queue.keepBatch(store, batch));
	}

	/** The units on this phone with these words. */
	async units(words: string): Promise<KeptUnit[]> {
		return queue.findKeptUnits(await this.#opening.promise, words);
	}

	/** Keeps a run as the server just showed it. */
	keepRun(run: KeptRun): Promise<void> {
		return this.#write((store) => keepRun(store, run));
	}

	/** Keeps a file for the office; `open` while the person still writes about it. */
	async addFile(num: string, kind: FileKind, file: Blob, body: Record<string, unknown>, open = false): Promise<void> {
		await this.#write(() => this.#outbox?.add({ num, kind, body, file, open: open || undefined }));
		void this.pump();
	}

	/** Ends the writing about a file, which goes out then. */
	async finish(seq: number, more: Record<string, unknown>): Promise<void> {
		await this.#write(() => this.#outbox?.close(seq, more));
		void this.pump();
	}

	/** Takes a photo away: from the phone if it never left it, else from the job. */
	async removePhoto(num: string, photo: string): Promise<void> {
		const entry = this.entries.find((one) => one.id === photo);
		let isGone = false;
		if (entry) await this.#write(async () => (isGone = (await this.#outbox?.takeBack(entry.seq)) ?? false));
		if (!isGone) await this.act(num, 'unphoto', { photo });
		void this.pump();
	}

	/** A photo of a job; null if the server has none for this person. Throws `Offline` if it is not on the phone. */
	async photo(num: string, id: string): Promise<Blob | null> {
		return files.photo(await this.#opening.promise, this.#user, num, id);
	}

	/** A file of the server's, from the phone if it is there. */
	async fetched(address: string): Promise<Blob | null> {
		return files.fetched(await this.#opening.promise, this.#user, address);
	}

	async products(job: Job, words: string): Promise<Product[]> {
		return findProducts(await this.#opening.promise, this.#user, job, words);
	}

	/** Sends what waits, and reads the jobs anew. */
	async sync(): Promise<void> {
		await this.#outbox?.hurry();
		await this.pump();
		await this.#try((store) => snapshot.refresh(store, this.#user));
		await this.#try((store) => refreshNames(store, this.#user));
		await this.#try((store) => this.#fetchAhead(store));
		for (const entry of this.conflicts) {
			if (isUncompared(entry)) await this.#try((store) => compare(store, this.#user, entry));
		}
	}

	/** What the day needs beside the jobs, so that it is there without signal. */
	async #fetchAhead(store: Store): Promise<void> {
		const instructions = await readInstructions(store, this.#user);
		await files.fetchAhead(store, this.#user, instructions);
		await queue.refreshUnits(store, this.#user);
		await refreshProducts(store, this.#user);
	}

	/** Sends what is due; two windows never send at once. */
	async pump(): Promise<void> {
		const outbox = this.#outbox;
		if (!outbox) return;
		clearTimeout(this.#timer);
		const round = await navigator.locks.request(`docket.outbox.${this.#user}`, () => outbox.pump());
		await this.#read();
		if (this.#outbox !== outbox) return;
		if (round.signedOut) this.signedOut = true;
		this.connected = round.reached && this.#isFed && navigator.onLine;
		clearTimeout(this.#timer);
		if (round.next) this.#timer = setTimeout(() => void this.pump(), Math.max(0, round.next - Date.now()));
	}

	async retry(seq: number): Promise<void> {
		await this.#write(() => this.#outbox?.retry(seq));
		void this.pump();
	}

	drop(seq: number): Promise<void> {
		return this.#write(() => this.#outbox?.drop(seq));
	}

	dismiss(num: string): Promise<void> {
		return this.#write((store) => snapshot.dismiss(store, num));
	}

	/** Removes everything of this person from the phone. The caller has made sure that nothing is unsent. */
	async forget(): Promise<void> {
		const store = this.#store;
		this.#store = null;
		this.close();
		if (store) await removeStore(store);
	}

	#onOnline = () => void this.sync();
	#onOffline = () => (this.connected = false);
	/** A phone that was in a pocket may have missed something. */
	#onSeen = () => {
		if (document.visibilityState === 'visible') void this.sync();
	};

	/** An entry was sent, or refused: what the job is now comes from the server. */
	async #onEntry(entry: Entry): Promise<void> {
		await this.#read();
		if (entry.state === 'sent') await this.#try((store) => this.#took(store, entry));
		if (entry.state === 'conflict') await this.#try((store) => compare(store, this.#user, entry));
	}

	async #took(store: Store, entry: Entry): Promise<void> {
		delete this.progress[entry.id];
		await files.settle(store);
		if (entry.kind === 'step') await refreshRun(store, this.#user, entry.num);
		else if (entry.kind === 'begin') await this.#began(store, entry);
		else await snapshot.refreshJob(store, this.#user, entry.num);
	}

	/** A cycle began: its run can be worked on without signal from now on, and its batch has one less. */
	async #began(store: Store, entry: Entry): Promise<void> {
		if (entry.answer?.run) await refreshRun(store, this.#user, entry.answer.run);
		await queue.refreshBatch(store, this.#user, entry.num);
	}

	async #write(change: (store: Store) => unknown): Promise<void> {
		const store = this.#store;
		if (!store) throw new Error('no store is open');
		// One after the other: each reads what the one before wrote.
		this.#writing = this.#writing.catch(() => undefined).then(() => change(store));
		await this.#writing;
		await this.#read();
	}

	/** Something that needs the server; without it everything stays as it is. */
	async #try(work: (store: Store) => Promise<unknown>): Promise<void> {
		if (!this.#store) return;
		try {
			await work(this.#store);
		} catch (error) {
			if (error instanceof SignedOut) this.signedOut = true;
		}
		await this.#read();
	}

	async #read(): Promise<void> {
		const store = this.#store;
		if (!store) return;
		const [jobs, entries, runs, batches, names, heard] = await Promise.all([
			store.getAll('jobs'),
			store.getAll('outbox'),
			store.get('facts', RUNS),
			store.get('facts', queue.BATCHES),
			store.get('facts', NAMES),
			store.get('facts', 'heard')
		]);
		if (this.#store !== store) return;
		if (entries.length !== this.entries.length || JSON.stringify(entries) !== JSON.stringify(this.entries)) this.#tell();
		this.jobs = jobs;
		this.runs = (runs as KeptRun[] | undefined) ?? [];
		this.batches = (batches as Batch[] | undefined) ?? null;
		this.#names = (names as Names | undefined) ?? {};
		this.entries = entries;
		this.heard = typeof heard === 'number' ? heard : null;
	}

	/** Other windows of this person show the same. */
	#tell(): void {
		this.#others?.postMessage(null);
	}
}

export const day = new Day();
