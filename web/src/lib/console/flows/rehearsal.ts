import type { Definition } from '$lib/api/types/niagara';

/** What came of a dry run. */
export interface Report {
	outcome: 'succeeded' | 'failed' | 'waiting' | 'stopped';
	reason?: string;
	refused?: { step: string; status: number; validation_messages: { dataPath: string; message: string }[] };
	path: { step: string; step_type: string; label: string; did_error: boolean; reason?: string }[];
	writes: { step: string; what: string; error?: string }[];
	/** How long it would have taken, in milliseconds. */
	time: number;
}

interface Options {
	component?: string;
	payload?: { items?: { slug?: string; label?: string }[]; fields?: unknown[] };
}

const slug = (label = '') => label.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

/** Answers that say yes to whatever people and machines are asked, to begin with. */
export function suggested(definition: Definition): { step: string; close: object }[] {
	return Object.entries(definition.steps)
		.filter(([, step]) => step.step_type === 'user' || step.step_type === 'machine')
		.map(([key, step]) => {
			const { component, payload } = (step.options ?? {}) as Options;
			if (component === 'task-list') {
				const items = (payload?.items ?? []).map((item) => ({ slug: item.slug ?? slug(item.label), value: 'ok' }));
				return { step: key, close: { items } };
			}
			return { step: key, close: {} };
		});
}
