import { tick } from 'svelte';
import { t } from '$lib/text';
import { atTime } from '$lib/ui/time';
import { moved, type Grid } from './move';
import type { Plan } from './plan';

interface Wired {
	grid: () => Grid;
	name: (user: string) => string;
	/** The button of a job on the board. */
	find: (num: string) => HTMLElement | null;
	/** Plans a job, or shows first what that means; `back` leaves it where it was. */
	send: (num: string, plan: Plan, back: () => void) => void;
}

/** A job that is moved by keys: it stands where the keys put it, and is planned only by Enter. */
export class Mover {
	num = $state<string | null>(null);
	plan = $state.raw<Plan | null>(null);
	/** What is told to those who do not see the board. */
	said = $state('');
	#sent = false;

	constructor(private readonly wired: Wired) {}

	/** Takes a key that was pressed on a job; whether it meant something here. */
	key(event: KeyboardEvent, num: string, plan: Plan): boolean {
		if (event.key === 'Escape' && this.num === num) return this.#leave();
		if (event.key === 'Enter' && this.num === num && this.plan) return this.#send(num, this.plan);
		const next = moved(plan, event.key, event.shiftKey, this.wired.grid());
		if (!next) return false;
		this.num = num;
		this.plan = next;
		this.#sent = false;
		this.said = t('board.moving', { num, user: this.wired.name(next.user), from: atTime(next.start), to: atTime(next.end) });
		void this.#follow(num);
		return true;
	}

	/** The jobs came anew: what was planned by keys now stands where it is planned. */
	settle(): void {
		if (this.#sent) this.#end();
	}

	#send(num: string, plan: Plan): boolean {
		this.#sent = true;
		this.wired.send(num, plan, () => this.#end());
		return true;
	}

	#leave(): boolean {
		this.said = t('board.left', { num: this.num ?? '' });
		this.#end();
		return true;
	}

	#end(): void {
		const num = this.num;
		this.num = null;
		this.plan = null;
		this.#sent = false;
		if (num) void this.#follow(num);
	}

	/** In another row a job is drawn anew: the focus goes with it. */
	async #follow(num: string): Promise<void> {
		await tick();
		const button = this.wired.find(num);
		if (!button || document.querySelector('dialog[open]')) return;
		if (document.activeElement !== button) button.focus({ preventScroll: true });
		button.scrollIntoView({ block: 'nearest', inline: 'nearest' });
	}
}
