import { api, must } from '$lib/api/client';
import { all, as, paged } from '$lib/api/niagara';
import type { Batch, Context, Cycle, Step, Unit } from '$lib/api/types/niagara';

/** What a run waits for. */
export interface Waiting {
	step: string;
	label: string;
	/** Since when; it tells visits of the same step apart. */
	since: string;
	/** `person`, `machine`, `job` … */
	what: string;
	component?: string;
	is_check?: boolean;
	/** In words, who may do it. */
	who?: string;
	users?: { user_id: string; name: string }[];
}

/** A run of a work flow, as the technician sees it. */
export interface Run extends Omit<Context, 'entity' | 'waiting_for'> {
	waiting_for: Waiting[];
	outcome: string | null;
	reason: string | null;
	entity: { entity_id: string; entity_type: string; label?: string; serial_number?: string; raw_serial_number?: string } | null;
	using: Cycle | null;
}

/** One step of a run, with what its component needs. */
export interface OpenStep extends Step {
	step: string;
	options?: { component?: string; payload?: Payload };
}

export interface Payload {
	is_qc?: boolean;
	items?: { slug: string; label: string; help?: string | null; na_field: boolean; evaluated: boolean }[];
	fields?: { label: string; input_type: string; required: boolean; entity_field: string }[];
	attachment_id?: string;
	message?: string;
}

export async function getBatch(id: string): Promise<Batch> {
	return as(must(await api.GET('/batches/{id}', { params: { path: { id } } })));
}

export async function cyclesOf(batch: string): Promise<Cycle[]> {
	return all(async (offset) => paged(must(await api.GET('/batches/{id}/cycles', { params: { path: { id: batch }, query: { offset } } }))));
}

export async function activeRuns(): Promise<Run[]> {
	const query = { 'filter[active]': 'true' };
	return all(async (offset) => paged(must(await api.GET('/contexts', { params: { query: { ...query, offset } as Record<string, string> } }))));
}

export async function getRun(id: string): Promise<Run> {
	return as(must(await api.GET('/contexts/{id}', { params: { path: { id } } })));
}

export async function getStep(id: string, step: string): Promise<OpenStep> {
	return as(must(await api.GET('/contexts/{id}/{step}', { params: { path: { id, step } } })));
}

/** Units that a cycle can begin on, by what was scanned or typed: first those whose numbers hold it, then those whose names do. */
export async function findUnits(words: string): Promise<Unit[]> {
	const by = async (filter: string) =>
		paged<Unit>(must(await api.GET('/units', { params: { query: { [`filter[${filter}]`]: words, 'filter[free]': 'true', limit: '20' } as Record<string, string> } }))).entries;
	const found = await Promise.all([by('number'), by('label')]);
	return [...new Map(found.flat().map((unit) => [unit.unit_id, unit])).values()];
}

/** What a run waits for this person to do; `user` is the person's alias. A check is for those who did none of the work. */
export function mine(run: Run, user: string): Waiting[] {
	const worked = run.last_steps.some((past) => past.closed_by === user);
	return run.waiting_for.filter((one) => one.what === 'person' && !(one.is_check && worked) && (one.users ?? []).some((who) => who.user_id === user));
}

/** Whether a code that was scanned is on what is processed. */
export function isOn(run: Run, code: string): boolean {
	const wanted = code.trim().toLowerCase();
	const { serial_number, raw_serial_number } = run.entity ?? {};
	return [serial_number, raw_serial_number].some((one) => one?.toLowerCase() === wanted);
}
