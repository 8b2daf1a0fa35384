import { SvelteSet } from 'svelte/reactivity';
import { api, must } from '$lib/api/client';
import { all, paged } from '$lib/api/niagara';
import type { Batch, Queue } from '$lib/api/types/niagara';
import { t } from '$lib/text';
import { toasts } from '$lib/ui/toasts.svelte';
import { Loaded } from '../loaded.svelte';
import { between } from './batches';

/** A queue with its batches in their order. */
export interface Lane {
	queue: Queue;
	batches: Batch[];
}

/** The queues, and the batches that are moved in and between them. */
export class Ranking {
	readonly lanes = new Loaded(read);
	/** The batches that are ticked: they move together. */
	readonly picked = new SvelteSet<string>();
	/** Where what is dragged would come to stand. */
	over = $state.raw<{ lane: number; place: number } | null>(null);
	/** What is told to those who do not see it move. */
	said = $state('');
	#dragged: Batch | null = null;

	pick(batch: Batch, on: boolean): void {
		if (on) this.picked.add(batch.batch_id);
		else this.picked.delete(batch.batch_id);
	}

	drag(batch: Batch | null): void {
		this.#dragged = batch;
		this.over = null;
	}

	/** Lets what is dragged go where it hovers. */
	drop(lane: number): void {
		const batch = this.#dragged;
		const place = this.over?.place;
		this.drag(null);
		if (!batch || place === undefined) return;
		const moving = this.#with(batch);
		void this.move(batch, lane, this.#among(moving, lane, place));
	}

	/** Moves a batch by so many queues and places. */
	step(batch: Batch, lane: number, place: number, by: [lanes: number, places: number]): void {
		void this.move(batch, lane + by[0], this.#among(this.#with(batch), lane, place) + by[1]);
	}

	/** A place of a queue as it counts among those that do not move. */
	#among(moving: string[], lane: number, place: number): number {
		const before = (this.lanes.data?.[lane]?.batches ?? []).slice(0, place);
		return before.filter((one) => !moving.includes(one.batch_id)).length;
	}

	/** Moves a batch, and if it is ticked all that are, to a place among the others of a queue. */
	async move(batch: Batch, to: number, place: number): Promise<void> {
		const lanes = this.lanes.data;
		const lane = lanes?.[to];
		if (!lanes || !lane) return;
		const ids = this.#with(batch);
		const moving = lanes.flatMap((one) => one.batches).filter((one) => ids.includes(one.batch_id));
		const others = lane.batches.filter((one) => !ids.includes(one.batch_id));
		const at = Math.max(0, Math.min(place, others.length));
		try {
			await this.#rank(moving, others, at, lane.queue.queue_id);
			const told = { queue: lane.queue.label, place: at + 1 };
			this.said = moving.length > 1 ? t('queues.movedMany', { n: moving.length, ...told }) : t('queues.moved', { batch: batch.label, ...told });
		} catch (error) {
			toasts.wrong(error);
		}
		await this.lanes.load();
		document.getElementById(batch.batch_id)?.focus();
	}

	/** The ids of what moves when a batch is moved. */
	#with(batch: Batch): string[] {
		return this.picked.has(batch.batch_id) ? [...this.picked] : [batch.batch_id];
	}

	async #rank(moving: Batch[], others: Batch[], at: number, queue: string): Promise<void> {
		const orders = others.map((one) => one.order);
		const free = between(orders, at, moving.length);
		if (!free) {
			// Batches that were never ranked share a place: the others are ranked too, so that there is room between.
			for (const [n, one] of others.entries()) await patch(one, n + 1);
		}
		const places = free ?? moving.map((_, n) => at + (n + 1) / (moving.length + 1));
		for (const [n, one] of moving.entries()) await patch(one, places[n] ?? at, queue);
	}
}

async function patch(batch: Batch, order: number, queue?: string): Promise<void> {
	const body = queue && queue !== batch.queue.queue_id ? { order, queue: { queue_id: queue } } : { order };
	must(await api.PATCH('/batches/{id}', { params: { path: { id: batch.batch_id } }, body: body as never }));
}

async function read(): Promise<Lane[]> {
	const queues = await all<Queue>(async (offset) => paged(must(await api.GET('/queues', { params: { query: { limit: 100, offset, sort: 'priority' } } }))));
	return Promise.all(
		queues.map(async (queue) => {
			const path = { id: queue.queue_id };
			const batches = await all<Batch>(async (offset) => paged(must(await api.GET('/queues/{id}/batches', { params: { path, query: { limit: 100, offset } } }))));
			return { queue, batches };
		})
	);
}
