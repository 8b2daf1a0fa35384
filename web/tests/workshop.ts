import { expect, type APIRequestContext, type Page } from '@playwright/test';
import { elsewhere } from './office';
import { button, onPhone, stored } from './technician';

type Entry = Record<string, string>;
interface List {
	_embedded: Record<string, Entry[]>;
}
interface Cycle {
	cycle_id: string;
	context_id: string | null;
	current_status: { category: string };
}

/** The technicians of the workshop; either may check what the other did. */
export const NOOR = 'noor-hadid';
export const PETE = 'pete-lang';
/** The document that is followed. */
export const GUIDE = 'Mounting guide.pdf';

const task = (label: string, evaluated = true, na_field = false) => ({ label, evaluated, na_field, help: null });
const step = (label: string, component: string, payload: object, goto: string) => ({ step_type: 'user', label, goto, goto_fail: 'failed', options: { component, payload } });
const end = (step_type: string, label: string) => ({ step_type, label, on_start: [], on_complete: [] });

/** Until the app and these facts of Noor's work are on the phone. */
export async function kept(page: Page, ...facts: string[]): Promise<void> {
	await stored(page);
	await expect.poll(() => onPhone(page, NOOR, 'facts')).toEqual(expect.arrayContaining(facts));
}

/** The steps of every kind that a technician closes. */
function steps(guide: string) {
	const complete = { function: 'set-entity-status', payload: { status: { status: 'Complete', category: 'COMPLETE' } } };
	return {
		look: step('Look it over', 'task-list', { is_qc: false, items: [task('It is clean'), task('The seal is whole', false, true), task('Free of scratches', false)] }, 'enter'),
		enter: step('Read the serial', 'manual-data-entry', { fields: [{ input_type: 'input', label: 'Firmware', required: true, entity_field: "input_filter[?(@.key = 'firmware')]" }] }, 'sure'),
		sure: step('Is it on?', 'confirm-action', { message: 'It is switched on.' }, 'guide'),
		guide: step('Follow the guide', 'follow-pdf-instructions', { attachment_id: guide }, 'check'),
		check: step('Final check', 'task-list', { is_qc: true, items: [task('It works')] }, 'finish'),
		finish: { step_type: 'function', label: 'Mark as complete', goto: 'done', goto_fail: 'failed', options: complete },
		done: end('success', 'Ready to ship'),
		failed: end('fail', 'To the bench')
	};
}

/** A work order of its own with one batch of cycles for both technicians, made through the API. */
export async function batchOf(request: APIRequestContext, label: string, needed: number) {
	const api = await elsewhere(request, 'avery.stone');
	const all = async (path: string) => Object.values((await api.get<List>(path))._embedded).flat();
	const guide = (await all('/attachments')).find((one) => one.label === GUIDE)!.attachment_id!;
	const flow = { label: `How to: ${label}`, schema_version: '1.0', applies_to: 'UNIT', starts_at: 'look', steps: steps(guide), metadata: {} };
	const { work_flow_id } = await api.post<Entry>('/work-flows', flow);
	const [project] = await all('/projects?limit=1');
	const [queue] = await all('/queues?limit=1');
	const place = { location_id: (queue as unknown as { location: Entry }).location.location_id };
	const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
	const { work_order_id } = await api.post<Entry>('/work-orders', {
		label,
		description: null,
		project: { project_id: project!.project_id },
		location: place,
		input_from: place,
		output_to: place,
		begin_date: day(-1),
		due_date: day(9),
		cycles: [{ needed, work_flow: { work_flow_id } }]
	});
	const users = [NOOR, PETE].map((user_id) => ({ user_id }));
	const batch = { number_cycles: needed, queue: { queue_id: queue!.queue_id }, work_order: { work_order_id }, work_flow: { work_flow_id }, users };
	const { batch_id } = await api.post<Entry>('/batches', batch);
	/** A unit of a list, in a status of one of these categories. */
	const unit = async (filter: string, ...categories: string[]) => {
		const fits = (one: Entry) => categories.includes((one as unknown as Cycle).current_status.category);
		return (await all(`/units?limit=100&${filter}`)).find(fits)!;
	};
	const free = () => unit('filter[free]=true', 'PENDING');
	const cycles = async () => (await all(`/batches/${batch_id}/cycles`)) as unknown as Cycle[];
	return {
		api,
		address: `/tech/queue/${batch_id}`,
		unit,
		/** The cycles of the batch, as the office sees them. */
		cycles,
		/** Those of them that somebody has begun. */
		begun: async () => (await cycles()).filter((cycle) => cycle.context_id),
		/** Chooses a unit that is free to begin the next cycle with, on the page of the batch; its name. */
		choose: async (page: Page): Promise<string> => {
			const { label: name } = await free();
			await button(page, 'Begin the next unit').click();
			const dialog = page.getByRole('dialog', { name: 'Which unit?' });
			await dialog.getByLabel('Serial number or label').fill(name!);
			await button(dialog, 'Find').click();
			await dialog.getByRole('button', { name: new RegExp(name!) }).click();
			await expect(dialog).toBeHidden();
			return name!;
		},
		/** Begins the next cycle at the office, on a unit that is free. */
		begin: async () => {
			const { unit_id: unit } = await free();
			return (await api.post<Entry>(`/work-orders/${work_order_id}/contexts`, { entity_type: 'UNIT', entity_id: unit })).context_id!;
		}
	};
}
