import type { Store } from './db';
import { isFile, type Entry, type Outcome } from './types';

/** Waits between two tries, in milliseconds; the last one repeats. */
const WAITS = [1_000, 3_000, 10_000, 30_000, 60_000];

/** How many entries that were sent are kept to be looked at. */
const KEPT_SENT = 200;

/** How a round of sending ended. */
export interface Round {
	/** When something is to be sent again, in milliseconds since 1970. */
	next: number | null;
	/** Nothing can be sent until a person signs in again. */
	signedOut: boolean;
	/** The server could be reached. */
	reached: boolean;
}

type New = Pick<Entry, 'num' | 'kind' | 'body' | 'open' | 'closes' | 'begins'> & { file?: Blob };

/**
 * What was tapped and the server does not have yet. An entry is in the store before anything is sent, and is sent under the same
 * id until there is an answer: it counts once, even if the answer to it was lost. The entries of a job, a run or a batch go
 * in the order of the taps; one that has to wait does not hold up the others.
 */
export class Outbox {
	constructor(
		private readonly store: Store,
		private readonly send: (entry: Entry) => Promise<Outcome>,
		private readonly changed: (entry: Entry) => void | Promise<void> = () => undefined,
		private readonly clock: () => number = () => Date.now()
	) {}

	/** Keeps a tap, together with its file if it has one. That a job is accepted is known in the same step, or it would be asked again. */
	async add({ file, ...what }: New): Promise<Entry> {
		const entry: Omit<Entry, 'seq'> = {
			...what,
			id: crypto.randomUUID(),
			at: new Date(this.clock()).toISOString(),
			state: 'waiting',
			tries: 0,
			due: 0
		};
		const tx = this.store.transaction(['outbox', 'files', 'jobs'], 'readwrite');
		if (entry.kind === 'accept') {
			const kept = await tx.objectStore('jobs').get(entry.num);
			if (kept) void tx.objectStore('jobs').put({ ...kept, accepted: true });
		}
		if (file) void tx.objectStore('files').put({ id: entry.id, num: entry.num, blob: file });
		// The store counts up `seq` itself.
		const seq = await tx.objectStore('outbox').add(entry as Entry);
		await tx.done;
		return { ...entry, seq };
	}

	/** Ends the writing about an entry; `more` is what was written. */
	async close(seq: number, more: Record<string, unknown>): Promise<void> {
		await this.turn(seq, (entry) => (entry.open ? { ...entry, body: { ...entry.body, ...more }, open: undefined } : entry));
	}

	/** Takes back what never left the phone. Whether it could be taken back. */
	async takeBack(seq: number): Promise<boolean> {
		let taken = false;
		await this.turn(seq, (entry) => {
			taken = entry.state === 'waiting' && entry.tries === 0;
			return taken ? null : entry;
		});
		return taken;
	}

	/** All entries in the order of the taps. */
	list(): Promise<Entry[]> {
		return this.store.getAll('outbox');
	}

	/** What the server does not have yet. */
	async unsent(): Promise<Entry[]> {
		return (await this.list()).filter((entry) => isUnsent(entry));
	}

	/** Sends a refused entry once more. */
	async retry(seq: number): Promise<void> {
		await this.turn(seq, (entry) => (entry.state === 'conflict' ? { ...entry, state: 'waiting', tries: 1, due: 0, problem: undefined } : entry));
	}

	/** Forgets an entry that the server refused. */
	async drop(seq: number): Promise<void> {
		await this.turn(seq, (entry) => (entry.state === 'conflict' ? null : entry));
	}

	/** Tries again at once whatever waits for a better moment. */
	async hurry(): Promise<void> {
		for (const entry of await this.unsent()) if (entry.due > 0) await this.put({ ...entry, due: 0 });
	}

	/** Sends what is due. Only one may run at a time. */
	async pump(): Promise<Round> {
		const round: Round = { next: null, signedOut: false, reached: true };
		const held = new Set<string>();
		for (;;) {
			const entry = (await this.unsent()).find((one) => !held.has(one.num));
			if (!entry) break;
			if (entry.open) {
				held.add(entry.num);
				continue;
			}
			if (entry.due > this.clock()) {
				held.add(entry.num);
				round.next = Math.min(round.next ?? Infinity, entry.due);
				continue;
			}
			const outcome = await this.sendOne(entry);
			// It was taken back at the last moment.
			if (!outcome) continue;
			if (outcome.how === 'done' || outcome.how === 'refused') continue;
			if (outcome.how === 'signed-out') return { ...round, next: null, signedOut: true };
			const due = await this.delay(entry, outcome.how === 'later' ? outcome.after : undefined);
			round.next = Math.min(round.next ?? Infinity, due);
			if (outcome.how === 'offline') return { ...round, reached: false };
			held.add(entry.num);
		}
		await this.forgetOld();
		return round;
	}

	private async sendOne({ seq }: Entry): Promise<Outcome | null> {
		const entry = await this.turn(seq, (now) => (isUnsent(now) ? { ...now, state: 'sending' } : now));
		if (entry?.state !== 'sending') return null;
		await this.changed(entry);
		const outcome = await this.send(entry);
		if (outcome.how === 'done') await this.put({ ...entry, state: 'sent', answer: outcome.answer, problem: undefined });
		else if (outcome.how === 'refused') await this.put({ ...entry, state: 'conflict', problem: outcome.problem });
		else await this.put({ ...entry, state: 'waiting' });
		return outcome;
	}

	private async delay(entry: Entry, after = 0): Promise<number> {
		const wait = Math.max(after, WAITS[Math.min(entry.tries, WAITS.length - 1)] ?? 0);
		const due = this.clock() + wait;
		await this.put({ ...entry, state: 'waiting', tries: entry.tries + 1, due });
		return due;
	}

	/** Changes an entry, or removes it with its file, as one step. What it is then. */
	private async turn(seq: number, change: (entry: Entry) => Entry | null): Promise<Entry | undefined> {
		const tx = this.store.transaction(['outbox', 'files'], 'readwrite');
		const entry = await tx.objectStore('outbox').get(seq);
		const next = entry && change(entry);
		if (next && next !== entry) await tx.objectStore('outbox').put(next);
		if (entry && next === null) {
			await tx.objectStore('outbox').delete(seq);
			if (isFile(entry.kind)) await tx.objectStore('files').delete(entry.id);
		}
		await tx.done;
		return next ?? undefined;
	}

	private async put(entry: Entry): Promise<void> {
		await this.store.put('outbox', entry);
		await this.changed(entry);
	}

	private async forgetOld(): Promise<void> {
		const sent = (await this.list()).filter((entry) => entry.state === 'sent');
		for (const entry of sent.slice(0, Math.max(0, sent.length - KEPT_SENT))) await this.store.delete('outbox', entry.seq);
	}
}

/** Whether the server does not have it yet. One that was being sent when the browser was closed counts as such. */
export function isUnsent(entry: Entry): boolean {
	return entry.state === 'waiting' || entry.state === 'sending';
}
