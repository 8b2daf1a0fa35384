import type { FlexForm, Job } from '$lib/api/types/job';

/** A form of a job, of one of its assets or tasks, with what was answered. */
export interface Answered {
	title: string;
	/** The asset or task it is for. */
	about: string;
	groups: { title: string; answers: { label: string; value: string }[] }[];
}

type Owner = Pick<Job, 'FlexForms' | 'FlexAttrs' | 'FlexFormsDisplayValues'>;

/** What was answered in all forms of a job, as people read it. */
export function answered(job: Job): Answered[] {
	const defined = (job.Extensions?.FlexForms ?? {}) as Record<string, FlexForm>;
	return [
		...read(job, defined, ''),
		...(job.Assets ?? []).flatMap((asset) => read(asset, defined, asset.Desc ?? asset.AssetNum ?? '')),
		...(job.Tasks ?? []).flatMap((task) => read(task, defined, task.Title ?? task.TaskID))
	];
}

function read(owner: Owner, defined: Record<string, FlexForm>, about: string): Answered[] {
	const displayed = (owner.FlexFormsDisplayValues ?? []).map((form) => ({ ...worded(form), about }));
	const shown = new Set((owner.FlexFormsDisplayValues ?? []).map((form) => String(form.FlexFormID)));
	const rest = Object.entries(owner.FlexAttrs ?? {}).filter(([id]) => !shown.has(id));
	return [...displayed, ...rest.map(([id, values]) => ({ ...named(id, defined[id], values), about }))];
}

/** A form that brought its words along. */
function worded(form: FlexForm): Omit<Answered, 'about'> {
	const groups = (form.FlexGroups ?? []).map((group) => ({
		title: group.Title ?? '',
		answers: (group.FlexAttrs ?? []).map((field) => ({ label: field.Label ?? String(field.FlexAttrID), value: inWords(field.Value) }))
	}));
	return { title: form.Title ?? String(form.FlexFormID ?? ''), groups };
}

/** Values that were entered and not worded: by the form's definition if the job brought it, else by their numbers. */
function named(id: string, form: FlexForm | undefined, values: Record<string, unknown>): Omit<Answered, 'about'> {
	const fields = (form?.FlexGroups ?? []).flatMap((group) => group.FlexAttrs ?? []);
	const answers = Object.entries(values).map(([attr, value]) => {
		const field = fields.find((one) => String(one.FlexAttrID) === attr);
		const choice = (code: unknown) => field?.Choices?.find((one) => String(one.code) === String(code))?.desc ?? code;
		return { label: field?.Label ?? attr, value: inWords([value].flat().map(choice)) };
	});
	return { title: form?.Title ?? id, groups: [{ title: '', answers }] };
}

function inWords(value: unknown): string {
	if (value === undefined || value === null) return '';
	return [value].flat().map(String).join(', ');
}
