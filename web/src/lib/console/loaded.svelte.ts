import { onDestroy } from 'svelte';
import { live, type Happened } from '$lib/live/live.svelte';

/** How long changes are gathered before a page asks again, in milliseconds. */
const GATHERED = 200;

/** Something that a page shows and that comes from the server. A newer question makes an older answer void. */
export class Loaded<T> {
	data = $state.raw<T>();
	error = $state.raw<unknown>();
	busy = $state(false);
	#asked = 0;

	constructor(private readonly ask: () => Promise<T>) {}

	load = async (): Promise<void> => {
		const mine = ++this.#asked;
		this.busy = true;
		try {
			const data = await this.ask();
			if (mine !== this.#asked) return;
			this.data = data;
			this.error = undefined;
		} catch (error) {
			if (mine === this.#asked) this.error = error;
		} finally {
			if (mine === this.#asked) this.busy = false;
		}
	};
}

/** Calls `then` soon after something happened that `matters`, once for many events of a moment; ends with the component. */
export function whenHappens(matters: (event: Happened) => boolean, then: () => void): void {
	let soon: ReturnType<typeof setTimeout> | undefined;
	const end = live.listen((event) => {
		if (!matters(event)) return;
		soon ??= setTimeout(() => {
			soon = undefined;
			then();
		}, GATHERED);
	});
	onDestroy(() => {
		clearTimeout(soon);
		end();
	});
}
