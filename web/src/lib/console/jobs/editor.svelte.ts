import { Refused } from '$lib/api/client';
import { getJob, patchJob, putJob, type Tagged } from '$lib/api/jobs';
import type { Job } from '$lib/api/types/job';
import { t } from '$lib/text';
import { toasts } from '$lib/ui/toasts.svelte';
import { changes, merge, patchOf, set, type Change, type Conflict } from './merge';

/** How often somebody else may change the job between reading and saving before a person is told. */
const TRIES = 5;

/**
 * One job under the hands of somebody, in forms or as text. It is read with its entity tag and saved against it; when somebody
 * else was faster, both changes are merged, and where both changed one member a person chooses.
 */
export class JobEditor {
	draft = $state.raw<Job>();
	/** The job as it was read last: what somebody else changed shows here, whatever is being edited. */
	latest = $state.raw<Job>();
	conflicts = $state.raw<Conflict[]>([]);
	error = $state.raw<unknown>();
	saving = $state(false);
	gone = $state(false);
	/** Why the text that was typed is no document. */
	broken = $state('');
	#base = $state.raw<Tagged<Job>>();
	/** The document as it was typed; while nobody types it is that of the draft. */
	#text = $state<string>();
	/** The draft was written as a whole document. */
	#whole = false;

	constructor(readonly num: string) {}

	get base(): Job | undefined {
		return this.#base?.doc;
	}

	get etag(): string {
		return this.#base?.etag ?? '';
	}

	get dirty(): number {
		return this.#base && this.draft ? changes(this.#base.doc, this.draft).length : 0;
	}

	/** Something would be lost if this were left now. */
	get unsaved(): boolean {
		return this.dirty > 0 || this.broken !== '';
	}

	get text(): string {
		return this.#text ?? JSON.stringify(this.draft, null, 2);
	}

	/** What somebody else changed since what is edited here was read. */
	get behind(): Change[] {
		return this.#base && this.latest ? changes(this.#base.doc, this.latest) : [];
	}

	/**
	 * Reads the job anew. What was edited in forms stays, upon what the job has become. A text is not changed under the hands
	 * that type it, nor is anything where it can't be both: saving merges then, and asks.
	 */
	load = async (): Promise<void> => {
		try {
			const read = await getJob(this.num);
			this.error = undefined;
			this.gone = false;
			this.latest = read.doc;
			if (this.#base && this.draft && this.unsaved) {
				if (this.#text !== undefined) return;
				const both = merge(this.#base.doc, this.draft, read.doc);
				if (both.conflicts.length > 0) return;
				this.draft = both.merged;
			} else this.#take(read.doc);
			this.#base = read;
		} catch (error) {
			this.gone = error instanceof Refused && (error.status === 404 || error.status === 410);
			if (!this.gone) this.error = error;
		}
	};

	edit(path: string[], value: unknown): void {
		if (this.draft) this.draft = set(this.draft, path, value);
		this.#text = undefined;
	}

	/** Takes the whole document as it was typed. */
	write(text: string): void {
		this.#text = text;
		try {
			const doc: unknown = JSON.parse(text);
			if (typeof doc !== 'object' || doc === null || Array.isArray(doc)) throw new Error(t('job.json.noObject'));
			this.draft = doc as Job;
			this.broken = '';
			this.#whole = true;
		} catch (error) {
			this.broken = error instanceof Error ? error.message : String(error);
		}
	}

	discard(): void {
		this.#take(this.#base?.doc);
		this.conflicts = [];
		this.error = undefined;
		void this.load();
	}

	/** Saves what was changed: a document that was typed as a whole, what forms changed member by member. */
	save(): Promise<void> {
		if (this.#whole) return this.#write((base, draft) => putJob(this.num, draft, { etag: base.etag }));
		return this.#write((base, draft) => patchJob(this.num, patchOf(changes(base.doc, draft)), base.etag));
	}

	/** The draft is this document, and nothing of it was typed. */
	#take(doc: Job | undefined): void {
		this.draft = doc;
		this.#text = undefined;
		this.broken = '';
		this.#whole = false;
	}

	/** A person chose between the values of a conflict; the last choice saves. */
	choose(conflict: Conflict, value: unknown): void {
		this.edit(conflict.path, value);
		this.conflicts = this.conflicts.filter((one) => one !== conflict);
	}

	async #write(send: (base: Tagged<Job>, draft: Job) => Promise<string>): Promise<void> {
		this.saving = true;
		this.error = undefined;
		let merged = false;
		try {
			for (let tries = 1; ; tries++) {
				if (!this.#base || !this.draft) return;
				try {
					const warning = await send(this.#base, this.draft);
					toasts.say(warning ? t('job.warned', { why: warning }) : merged ? t('job.merge.done') : t('state.saved'));
					this.#base = undefined;
					return await this.load();
				} catch (error) {
					if (!(error instanceof Refused) || error.status !== 412 || tries === TRIES) throw error;
					merged = true;
					if (await this.#rebase()) return;
				}
			}
		} catch (error) {
			this.error = error;
		} finally {
			this.saving = false;
		}
	}

	/** Puts what was edited upon what the job is now; true if a person has to choose. */
	async #rebase(): Promise<boolean> {
		const base = this.#base?.doc;
		const mine = this.draft;
		if (!base || !mine) return false;
		const theirs = await getJob(this.num);
		const both = merge(base, mine, theirs.doc);
		this.#base = theirs;
		this.latest = theirs.doc;
		this.draft = both.merged;
		this.#text = undefined;
		this.conflicts = both.conflicts;
		return both.conflicts.length > 0;
	}
}
