import { Refused } from '$lib/api/client';
import { getJob, patchJob, putJob, type Tagged } from '$lib/api/jobs';
import type { Job } from '$lib/api/types/job';
import { t } from '$lib/text';
import { toasts } from '$lib/ui/toasts.svelte';
import { changes, merge, patchOf, set, type Conflict } from './merge';

/** How often somebody else may change the job between reading and saving before a person is told. */
const TRIES = 5;

/**
 * One job under the hands of somebody. It is read with its entity tag and saved against it; when somebody else was faster, both
 * changes are merged, and where both changed one member a person chooses.
 */
export class JobEditor {
	draft = $state.raw<Job>();
	conflicts = $state.raw<Conflict[]>([]);
	error = $state.raw<unknown>();
	saving = $state(false);
	gone = $state(false);
	#base = $state.raw<Tagged<Job>>();

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

	/** Reads the job anew. What was edited stays, upon what the job has become; where it can't be both, saving asks. */
	load = async (): Promise<void> => {
		try {
			const read = await getJob(this.num);
			if (this.#base && this.draft && this.dirty > 0) {
				const both = merge(this.#base.doc, this.draft, read.doc);
				if (both.conflicts.length > 0) return;
				this.draft = both.merged;
			} else this.draft = read.doc;
			this.#base = read;
			this.error = undefined;
			this.gone = false;
		} catch (error) {
			this.gone = error instanceof Refused && (error.status === 404 || error.status === 410);
			if (!this.gone) this.error = error;
		}
	};

	edit(path: string[], value: unknown): void {
		if (this.draft) this.draft = set(this.draft, path, value);
	}

	discard(): void {
		this.draft = this.#base?.doc;
		this.conflicts = [];
		this.error = undefined;
		void this.load();
	}

	/** Saves what the forms changed. */
	save(): Promise<void> {
		return this.#write((base, draft) => patchJob(this.num, patchOf(changes(base.doc, draft)), base.etag));
	}

	/** Saves a whole document. */
	replace(doc: Job): Promise<void> {
		this.draft = doc;
		return this.#write((base, draft) => putJob(this.num, draft, { etag: base.etag }));
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
		this.draft = both.merged;
		this.conflicts = both.conflicts;
		return both.conflicts.length > 0;
	}
}
