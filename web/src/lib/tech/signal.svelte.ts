import { untrack } from 'svelte';
import { Refused } from '$lib/api/client';
import { SignedOut } from '$lib/auth/tokens';
import { day } from '$lib/offline/day.svelte';

/** How long to wait after a try that did not reach the server, in milliseconds: with a connection, and without one. */
const BREATH = 3_000;
const PATIENCE = 20_000;

/** What a gateway says when the server behind it can't be reached. */
const GATEWAY = [502, 503, 504];

/** Whether a try has told nothing: neither yes nor no of the server came back. */
export function unreached(error: unknown): boolean {
	if (error instanceof Refused) return GATEWAY.includes(error.status);
	return !(error instanceof SignedOut);
}

/** Work that needs the server. Without signal it waits, and is tried again by itself until the server says yes or no; made by a component. */
export class WithSignal {
	/** It waits for signal. */
	waits = $state(false);
	/** It is being done. */
	busy = $state(false);
	/** Why the server, or the app, did not do it. */
	error = $state.raw<unknown>();
	#tried = $state(0);
	#failedAt = 0;
	readonly #work: () => Promise<void>;

	constructor(work: () => Promise<void>) {
		this.#work = work;
		$effect(() => {
			void this.#tried;
			if (!this.waits) return;
			const since = Date.now() - this.#failedAt;
			const timer = setTimeout(() => void this.run(), Math.max(0, (day.connected ? BREATH : PATIENCE) - since));
			return () => clearTimeout(timer);
		});
	}

	/** Does it now. */
	run = async (): Promise<void> => {
		if (untrack(() => this.busy)) return;
		this.busy = true;
		try {
			await this.#work();
			this.error = undefined;
			this.waits = false;
		} catch (caught) {
			const isOut = unreached(caught);
			this.error = isOut ? undefined : caught;
			this.waits = isOut;
		} finally {
			this.busy = false;
			this.#failedAt = Date.now();
			this.#tried++;
		}
	};

	/** Waits no longer. */
	leave = (): void => {
		this.waits = false;
	};
}
