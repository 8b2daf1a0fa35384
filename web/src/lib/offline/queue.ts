import { refusal } from '$lib/api/client';
import { paged } from '$lib/api/niagara';
import type { Batch, Unit } from '$lib/api/types/niagara';
import type { Store } from './db';
import { RUNS, type KeptRun } from './runs';
import type { KeptUnit } from './types';
import { ask, batchAddress } from './wire';

/** The facts that hold the batches of this person, and the units that can be chosen for them. */
export const BATCHES = 'batches';
const UNITS = 'units';
const UNITS_READ = 'units read';

/** How long the units on the phone count as new, in milliseconds. */
const FRESH_FOR = 3_600_000;
/** How many batches, and how many units, are kept; the newest units. */
const MOST = { batches: 200, units: 500 };
/** How many units are shown. */
const SHOWN = 20;

/** Brings the batches of this person to what the server says now; all of them, in the order in which they are worked on. */
export async function refreshBatches(store: Store, user: string): Promise<Batch[]> {
	const batches = (await pages<Batch>(user, '/batches?limit=100', MOST.batches)).sort(inTurn);
	await store.put('facts', batches.map(lean), BATCHES);
	return batches;
}

/** Reads one batch anew; null if this person can't see it any more. */
export async function refreshBatch(store: Store, user: string, id: string): Promise<Batch | null> {
	const answer = await ask(user, batchAddress(id));
	if (!answer.ok) return null;
	const batch = (await answer.json()) as Batch;
	await keepBatch(store, batch);
	return batch;
}

/** Keeps a batch as it is now, if it is one of this person's. */
export async function keepBatch(store: Store, batch: Batch): Promise<void> {
	const tx = store.transaction('facts', 'readwrite');
	const all = ((await tx.store.get(BATCHES)) as Batch[] | undefined) ?? [];
	void tx.store.put(all.map((one) => (one.batch_id === batch.batch_id ? lean(batch) : one)), BATCHES);
	await tx.done;
}

/** Brings the units that can be chosen up to date, if they are old and some batch needs one. */
export async function refreshUnits(store: Store, user: string): Promise<void> {
	const batches = ((await store.get('facts', BATCHES)) as Batch[] | undefined) ?? [];
	if (!batches.some((batch) => batch.cycles.pending > 0 && needsUnit(batch))) return;
	const read = await store.get('facts', UNITS_READ);
	if (typeof read === 'number' && Date.now() - read < FRESH_FOR) return;
	const units = await pages<Unit>(user, '/units?limit=100&sort=-created&filter[free]=true', MOST.units);
	const tx = store.transaction('facts', 'readwrite');
	void tx.store.put(units.map(slim), UNITS);
	void tx.store.put(Date.now(), UNITS_READ);
	await tx.done;
}

/** The units on this phone that have all of these words in their label or serial number, and that nobody is known to have begun. */
export async function findKeptUnits(store: Store, words: string): Promise<KeptUnit[]> {
	const [units, runs, entries] = await Promise.all([store.get('facts', UNITS), store.get('facts', RUNS), store.getAll('outbox')]);
	const begun = new Set(entries.filter((entry) => entry.kind === 'begin' && entry.state !== 'conflict').map((entry) => entry.body.entity_id));
	for (const { run } of (runs as KeptRun[] | undefined) ?? []) begun.add(run.entity?.entity_id);
	return ((units as KeptUnit[] | undefined) ?? []).filter((unit) => !begun.has(unit.unit_id) && has(unit, words)).slice(0, SHOWN);
}

/** Whether a cycle of a batch is about a unit. */
export function needsUnit(batch: Batch): boolean {
	return batch.work_order.cycles.find((set) => set.work_flow.work_flow_id === batch.work_flow_id)?.work_flow.applies_to === 'UNIT';
}

async function pages<T>(user: string, first: string, most: number): Promise<T[]> {
	const entries: T[] = [];
	for (let offset: string | undefined = ''; offset !== undefined && entries.length < most; ) {
		const answer: Response = await ask(user, offset ? `${first}&offset=${encodeURIComponent(offset)}` : first);
		if (!answer.ok) throw refusal(answer.status, await answer.json().catch(() => null));
		const page = paged<T>(await answer.json());
		entries.push(...page.entries);
		offset = page.next;
	}
	return entries.slice(0, most);
}

function inTurn(a: Batch, b: Batch): number {
	return a.queue.priority - b.queue.priority || a.order - b.order || a.created.localeCompare(b.created);
}

/** A batch without the steps of its work flows: they are large, and runs bring them along. */
function lean(batch: Batch): Batch {
	const cycles = batch.work_order.cycles.map((set) => ({ ...set, work_flow: { ...set.work_flow, steps: {} } }));
	return { ...batch, work_order: { ...batch.work_order, cycles } };
}

function slim({ unit_id, label, serial_number, raw_serial_number, current_status }: Unit): KeptUnit {
	return { unit_id, label, serial_number, raw_serial_number, current_status };
}

function has(unit: KeptUnit, words: string): boolean {
	const text = `${unit.label} ${unit.serial_number} ${unit.raw_serial_number ?? ''}`.toLocaleLowerCase();
	return words.toLocaleLowerCase().split(/\s+/).every((word) => text.includes(word));
}
