import type { Asset, FlexField, FlexForm, Job, Task } from '$lib/api/types/job';

/** How a field is filled in. */
export type Kind = 'text' | 'lines' | 'number' | 'date' | 'time' | 'moment' | 'flag' | 'choice' | 'choices';

export interface Field {
	id: string;
	label: string;
	kind: Kind;
	required: boolean;
	help: string;
	choices: { code: string; label: string }[];
}

/** A form of a job, of one of its assets or of one of its tasks. */
export interface Form {
	/** What tells it from the other forms of the job. */
	key: string;
	id: string;
	title: string;
	/** The asset or task it is for. */
	about: string;
	groups: { title: string; fields: Field[] }[];
	/** What was entered, by field. */
	values: Record<string, string[]>;
	/** What a change of the form does to the job. */
	patch(change: Doc): Doc;
}

type Doc = Record<string, unknown>;
type Owner = Pick<Job, 'FlexForms' | 'FlexAttrs' | 'FlexFormsDisplayValues'>;

const KINDS: Record<string, Kind> = {
	text: 'text',
	lines: 'lines',
	number: 'number',
	date: 'date',
	time: 'time',
	datetime: 'moment',
	flag: 'flag',
	choice: 'choice',
	choices: 'choices'
};

/** All forms of a job. */
export function formsOf(job: Job): Form[] {
	const defined = definitions(job);
	const own = read(job, defined, { key: '', about: '', patch: (change) => change });
	const assets = (job.Assets ?? []).flatMap((asset: Asset) =>
		read(asset, defined, { key: `asset ${asset.AssetNum}`, about: asset.Desc ?? asset.AssetNum ?? '', patch: (change) => ({ Assets: [{ AssetNum: asset.AssetNum, ...change }] }) })
	);
	const tasks = (job.Tasks ?? []).flatMap((task: Task) =>
		read(task, defined, { key: `task ${task.TaskID}`, about: task.Title ?? task.TaskID, patch: (change) => ({ Tasks: [{ TaskID: task.TaskID, ...change }] }) })
	);
	return [...own, ...assets, ...tasks];
}

/** What the forms of a job are made of; orders bring it along in `Extensions`. */
function definitions(job: Job): Record<string, FlexForm> {
	const found = job.Extensions?.FlexForms;
	return typeof found === 'object' && found !== null ? (found as Record<string, FlexForm>) : {};
}

function read(owner: Owner, defined: Record<string, FlexForm>, rest: Pick<Form, 'key' | 'about' | 'patch'>): Form[] {
	return (owner.FlexForms ?? []).map(String).map((id) => {
		const shown = owner.FlexFormsDisplayValues?.find((one) => String(one.FlexFormID) === id);
		const entered = owner.FlexAttrs?.[id] ?? {};
		// Without a definition the names of what was shown or entered before have to do.
		const form: FlexForm = defined[id] ?? shown ?? { FlexGroups: [{ FlexAttrs: Object.keys(entered).map((attr) => ({ FlexAttrID: attr })) }] };
		const values = Object.fromEntries(Object.entries(entered).map(([attr, list]) => [attr, [list].flat().map(String)]));
		return { ...rest, key: `${rest.key} ${id}`, id, title: form.Title ?? shown?.Title ?? '', groups: groupsOf(form), values };
	});
}

function groupsOf(form: FlexForm): Form['groups'] {
	return (form.FlexGroups ?? []).map((group) => ({ title: group.Title ?? '', fields: (group.FlexAttrs ?? []).map(fieldOf) }));
}

function fieldOf(field: FlexField): Field {
	const choices = (field.Choices ?? []).map((choice) => ({ code: String(choice.code), label: choice.desc ?? String(choice.code) }));
	const kind = KINDS[field.Type?.toLowerCase() ?? ''] ?? (choices.length > 0 ? 'choice' : 'text');
	const id = String(field.FlexAttrID);
	return { id, label: field.Label ?? id, kind, required: field.IsReq === true, help: field.Help ?? '', choices };
}

/** What is wrong with what was entered, by field: `required` or `number`. */
export function faults(form: Form, values: Record<string, string[]>): Record<string, 'required' | 'number'> {
	const found: Record<string, 'required' | 'number'> = {};
	for (const field of form.groups.flatMap((group) => group.fields)) {
		const entered = given(values[field.id]);
		if (field.required && entered.length === 0) found[field.id] = 'required';
		else if (field.kind === 'number' && entered.some((value) => !Number.isFinite(Number(value.replace(',', '.'))))) found[field.id] = 'number';
	}
	return found;
}

/** Whether everything that is needed was entered. */
export function isFilled(form: Form): boolean {
	return Object.keys(faults(form, form.values)).length === 0;
}

/** What a form brings into the job: the values, and how they are shown where nobody knows the form. */
export function filled(form: Form, values: Record<string, string[]>): Doc {
	const fields = form.groups.flatMap((group) => group.fields);
	const attrs = Object.fromEntries(fields.map((field) => [field.id, given(values[field.id]).map((value) => written(field, value))]));
	const display = {
		FlexFormID: form.id,
		Title: form.title,
		FlexGroups: form.groups.map((group) => ({
			Title: group.title,
			FlexAttrs: group.fields.map((field) => ({ FlexAttrID: field.id, Label: field.label, Value: inWords(field, attrs[field.id] ?? []) }))
		}))
	};
	return form.patch({ FlexAttrs: { [form.id]: attrs }, FlexFormsDisplayValues: [display] });
}

function given(values: string[] | undefined): string[] {
	return (values ?? []).map((value) => value.trim()).filter((value) => value !== '');
}

function written(field: Field, value: string): string {
	return field.kind === 'number' ? value.replace(',', '.') : value;
}

function inWords(field: Field, values: string[]): string {
	return values.map((value) => field.choices.find((choice) => choice.code === value)?.label ?? value).join(', ');
}
