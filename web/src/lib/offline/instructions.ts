import { Refused } from '$lib/api/client';
import type { Step } from '$lib/api/types/niagara';
import type { OpenStep } from '$lib/tech/runs';
import type { Store } from './db';
import { lastPerson } from './person';
import { refreshBatches } from './queue';
import { refreshRuns, RUNS, type KeptRun } from './runs';

const COMPONENT = 'follow-pdf-instructions';

export function attachmentAddress(id: string): string {
	return `/attachments/${encodeURIComponent(id)}/download`;
}

/** Keeps the runs that wait for this person and the batches, and says which instructions these and their batches have, as addresses. */
export async function readInstructions(store: Store, user: string): Promise<string[]> {
	const person = lastPerson();
	if (!person?.rights.includes('context:read')) return [];
	const runs = await refreshRuns(store, user, person);
	const kept = ((await store.get('facts', RUNS)) as KeptRun[] | undefined) ?? [];
	const batches = await refreshBatches(store, user).catch((error: unknown) => {
		// Somebody may see runs and no batches.
		if (error instanceof Refused) return [];
		throw error;
	});
	const flows = [...runs.map((run) => run.workflow), ...batches.flatMap((batch) => batch.work_order.cycles.map((set) => set.work_flow))];
	const steps = [...kept.flatMap(({ steps }) => steps), ...flows.flatMap((flow) => Object.values(flow.steps))];
	return [...new Set(steps.map(attachmentOf).filter((id) => id !== null))].map(attachmentAddress);
}

/** The instructions that a step has, if it has some that are known beforehand: a variable is known when the run gets there. */
function attachmentOf(step: Step): string | null {
	const options = step.options as OpenStep['options'];
	const id = options?.component === COMPONENT ? options.payload?.attachment_id : undefined;
	return id && !id.startsWith('$') ? id : null;
}
