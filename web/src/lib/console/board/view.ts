import type { Job } from '$lib/api/types/job';
import type { Technician } from '../people.svelte';
import type { Plan } from './plan';

/** What a timeline shows, and whom it tells. */
export interface View {
	jobs: Job[];
	people: Technician[];
	/** The jobs of which their technician said yes. */
	accepted: ReadonlySet<string>;
	from: Date;
	days: number;
	editable: boolean;
	onopen: (job: Job) => void;
	/** A job was moved or made longer: whoever listens plans it, or calls `back`. */
	onmove: (job: Job, plan: Plan, back: () => void) => void;
}
