import type { Step } from '$lib/api/types/niagara';
import { t } from '$lib/text';

type Doc = Record<string, unknown>;

/** A task of a list. */
export interface Task {
	slug: string;
	label: string;
	help: string;
	/** What may be said about it. */
	answers: ('ok' | 'na' | 'bad')[];
}

/** A field of a form that somebody fills in. */
export interface Entry {
	label: string;
	entity_field: string;
	isLong: boolean;
	required: boolean;
}

/** What a program tells of a device. */
export interface Device {
	/** Whether it should be restored, and enrolled. */
	restore: boolean;
	enrol: boolean;
	/** The charge that is needed, in percent. */
	charge: number | null;
	apps: string[];
	icons: unknown[];
	/** What is read from it. */
	reads: string[];
}

/** What a step asks of whoever closes it; `other`: there is no form for it. */
export type Ask =
	| { as: 'tasks'; tasks: Task[] }
	| { as: 'form'; fields: Entry[] }
	| { as: 'pdf'; attachment: string }
	| { as: 'confirm'; message: string; no: string }
	| { as: 'device'; device: Device }
	| { as: 'other' };

const list = <T>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]).filter((one) => one !== null && one !== undefined) : []);
const doc = (value: unknown): Doc => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Doc) : {});
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What a step asks; nothing if nobody outside closes it. */
export function askOf(step: Step): Ask | null {
	const options = doc(step.options);
	if (step.step_type === 'machine') return machine(options);
	if (step.step_type !== 'user') return null;
	const payload = doc(options.payload);
	switch (options.component) {
		case 'task-list':
			return { as: 'tasks', tasks: tasks(list<Doc>(payload.items)) };
		case 'manual-data-entry':
			return { as: 'form', fields: list<Doc>(payload.fields).map(entry) };
		case 'follow-pdf-instructions':
		case 'follow-pds-instructions':
			return { as: 'pdf', attachment: text(payload.attachment_id) };
		case 'confirm-action':
			return { as: 'confirm', message: text(payload.message), no: text(payload.negative_message) };
		default:
			return { as: 'other' };
	}
}

function entry(field: Doc): Entry {
	return { label: text(field.label), entity_field: text(field.entity_field), isLong: field.input_type === 'textbox', required: field.required === true };
}

function machine(options: Doc): Ask {
	if (doc(options.application).application_id !== 'ace-ios') return { as: 'other' };
	const wanted = doc(options.configuration);
	const enrolment = wanted.automated_enrollment;
	const device: Device = {
		restore: wanted.restore_device === true,
		enrol: enrolment === true || doc(enrolment).should_mdm_enroll === true,
		charge: typeof wanted.wait_for_battery_charge === 'number' ? wanted.wait_for_battery_charge : null,
		apps: [...new Set(list<unknown>(wanted.wait_for_apps).map(text).filter(Boolean))],
		icons: list(wanted.wait_for_icon_layout),
		reads: [...new Set(list<Doc>(wanted.field_mappings).map((one) => text(one.from)).filter(Boolean))]
	};
	return { as: 'device', device };
}

/** The tasks, called as the server calls them: after their labels, numbered where two have the same. */
function tasks(items: Doc[]): Task[] {
	const taken = new Set<string>();
	return items.map((item, n) => {
		const words = text(item.label).toLowerCase().match(/[a-z0-9]+/g) ?? [];
		const wanted = words.join('-') || `task-${n + 1}`;
		let slug = wanted;
		for (let nth = 2; taken.has(slug); nth++) slug = `${wanted}-${nth}`;
		taken.add(slug);
		const na = item.na_field === true || item.na_option === true;
		return { slug, label: text(item.label), help: text(item.help), answers: na ? ['ok', 'na', 'bad'] : ['ok', 'bad'] };
	});
}

/** The body that says yes to everything. */
export function usual(ask: Ask): Doc {
	switch (ask.as) {
		case 'tasks':
			return { items: ask.tasks.map(({ slug }) => ({ slug, value: 'ok' })) };
		case 'form':
			return { fields: ask.fields.map(({ label, entity_field }) => ({ label, entity_field, value: t('flow.dry.example') })) };
		case 'pdf':
			// A path leads to what the sample has there.
			return { attachment_id: ask.attachment.startsWith('$') ? t('flow.dry.example') : ask.attachment };
		case 'confirm':
			return { acknowledge: true };
		case 'device':
			return { options: told(ask.device) };
		case 'other':
			return {};
	}
}

function told({ restore, enrol, charge, apps, icons, reads }: Device): Doc {
	return {
		...(restore ? { restore_device: true } : {}),
		...(enrol ? { automated_enrollment: true } : {}),
		...(charge === null ? {} : { battery_charge: 100 }),
		...(apps.length > 0 ? { installed_apps: apps } : {}),
		...(icons.length > 0 ? { icon_layout: icons } : {}),
		...(reads.length > 0 ? { fields: reads.map((label) => ({ label, value: t('flow.dry.example') })) } : {})
	};
}

interface Named {
	[member: string]: unknown;
}

/** What stands in a list of a body under a name: `items` by `slug`, `fields` by `label`. */
export function saidOf(body: Doc, place: 'items' | 'fields', name: string, is: string): unknown {
	return list<Named>(body[place]).find((one) => one[name] === is)?.value;
}

/** A body that says something else under a name; `undefined` says nothing about it any more. */
export function saying(body: Doc, place: 'items' | 'fields', like: Doc, name: string, value: unknown): Doc {
	const all = list<Named>(body[place]);
	if (value === undefined) return { ...body, [place]: all.filter((one) => one[name] !== like[name]) };
	const is = all.some((one) => one[name] === like[name]);
	const next = is ? all.map((one) => (one[name] === like[name] ? { ...one, value } : one)) : [...all, { ...like, value }];
	return { ...body, [place]: next };
}
