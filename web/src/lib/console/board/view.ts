import type { Job } from '$lib/api/types/job';
import type { Reply } from '../jobs/words';
import type { Technician } from '../people.svelte';
import type { Plan } from './plan';

/** What a timeline shows, and whom it tells. */
export interface View {
	jobs: Job[];
	people: Technician[];
	/** What became of the newest dispatch of the jobs. */
	replies: ReadonlyMap<string, Reply>;
	from: Date;
	days: number;
	editable: boolean;
	onopen: (job: Job) => void;
	/** A job was moved or made longer: whoever listens plans it, or calls `back`. */
	onmove: (job: Job, plan: Plan, back: () => void) => void;
}
