import { paged } from '$lib/api/niagara';
import type { Batch, Step } from '$lib/api/types/niagara';
import { mine, type OpenStep, type Run } from '$lib/tech/runs';
import type { Store } from './db';
import { lastPerson } from './person';
import { ask } from './wire';

/** The runs that waited for this person when the server was heard last. */
export const WAITING = 'runs';
/** How many runs are kept to be looked at without signal. */
const MOST_RUNS = 40;
const COMPONENT = 'follow-pdf-instructions';

/** A run with the step of it that is this person's. */
export interface KeptRun {
	run: Run;
	step: OpenStep;
}

export function attachmentAddress(id: string): string {
	return `/attachments/${encodeURIComponent(id)}/download`;
}

/**
 * Keeps the runs that wait for this person to follow instructions, and says which instructions these and their batches
 * have, as addresses.
 */
export async function readInstructions(store: Store, user: string): Promise<string[]> {
	const person = lastPerson();
	if (!person?.rights.includes('context:read')) return [];
	const firstOf = (run: Run) => mine(run, person.alias)[0];
	const runs = (await list<Run>(user, '/contexts?filter[active]=true&limit=100')).filter(firstOf);
	const kept: KeptRun[] = [];
	for (const run of runs.filter((one) => firstOf(one)?.component === COMPONENT).slice(0, MOST_RUNS)) {
		const answer = await ask(user, `/contexts/${encodeURIComponent(run.context_id)}/${encodeURIComponent(firstOf(run)?.step ?? '')}`);
		if (answer.ok) kept.push({ run, step: (await answer.json()) as OpenStep });
	}
	await store.put('facts', kept, WAITING);
	const batches = await list<Batch>(user, '/batches?limit=100');
	const flows = [...runs.map((run) => run.workflow), ...batches.flatMap((batch) => batch.work_order.cycles.map((set) => set.work_flow))];
	const steps = [...kept.map(({ step }) => step), ...flows.flatMap((flow) => Object.values(flow.steps))];
	return [...new Set(steps.map(attachmentOf).filter((id) => id !== null))].map(attachmentAddress);
}

/** The instructions that a step has, if it has some that are known beforehand: a variable is known when the run gets there. */
function attachmentOf(step: Step): string | null {
	const options = step.options as OpenStep['options'];
	const id = options?.component === COMPONENT ? options.payload?.attachment_id : undefined;
	return id && !id.startsWith('$') ? id : null;
}

async function list<T>(user: string, address: string): Promise<T[]> {
	const answer = await ask(user, address);
	return answer.ok ? paged<T>(await answer.json()).entries : [];
}
