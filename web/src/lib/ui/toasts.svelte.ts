import { inWords } from './wrong';

/** A short word to the person in front of the screen. */
export interface Toast {
	id: number;
	text: string;
	tone: 'good' | 'bad' | 'info';
	/** What may be done about it. */
	action?: { label: string; run: () => void };
}

/** How long a word stays, in milliseconds. Those with an action stay longer, errors until they are closed. */
const STAYS = 5_000;
const STAYS_WITH_ACTION = 12_000;

class Toasts {
	shown = $state<Toast[]>([]);
	#next = 1;

	say(text: string, action?: Toast['action']): void {
		this.#add({ id: this.#next++, text, tone: 'good', action }, action ? STAYS_WITH_ACTION : STAYS);
	}

	wrong(error: unknown): void {
		this.#add({ id: this.#next++, text: inWords(error), tone: 'bad' }, null);
	}

	close(id: number): void {
		this.shown = this.shown.filter((toast) => toast.id !== id);
	}

	#add(toast: Toast, stays: number | null): void {
		this.shown = [...this.shown.slice(-3), toast];
		if (stays) setTimeout(() => this.close(toast.id), stays);
	}
}

export const toasts = new Toasts();
