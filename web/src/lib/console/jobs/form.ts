import type { Job } from '$lib/api/types/job';

/** What a section of a job's form needs. */
export interface Section {
	/** The job as it is edited. */
	job: Job;
	disabled: boolean;
	/** Changes what stands at a path; `undefined` takes it out. */
	onedit: (path: string[], value: unknown) => void;
}

/** What a section with a list needs. */
export interface ListSection extends Section {
	/** The job as it is kept: a number that was just taken out is not given again. */
	before: Job | undefined;
}
