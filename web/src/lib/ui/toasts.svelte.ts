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
	readonly #ends = new Map<number, ReturnType<typeof setTimeout>>();

	/** Says something, and what may be done about it; the number under which it can be closed. */
	say(text: string, action?: Toast['action']): number {
		return this.#add({ id: this.#next++, text, tone: 'good', action });
	}

	wrong(error: unknown): void {
		this.#add({ id: this.#next++, text: inWords(error), tone: 'bad' });
	}

	close(id: number): void {
		this.hold(id);
		this.shown = this.shown.filter((toast) => toast.id !== id);
	}

	/** Somebody is at it: it stays until it is let go. */
	hold(id: number): void {
		clearTimeout(this.#ends.get(id));
		this.#ends.delete(id);
	}

	/** Nobody is at it any more: its time begins anew. */
	letGo(id: number): void {
		const toast = this.shown.find((one) => one.id === id);
		if (!toast || toast.tone === 'bad') return;
		this.hold(id);
		this.#ends.set(id, setTimeout(() => this.close(id), toast.action ? STAYS_WITH_ACTION : STAYS));
	}

	#add(toast: Toast): number {
		this.shown = [...this.shown.slice(-3), toast];
		this.letGo(toast.id);
		return toast.id;
	}
}

export const toasts = new Toasts();
