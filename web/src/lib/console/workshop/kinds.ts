import { at, set } from '../jobs/merge';
import type { Key } from '$lib/text';
import type { Status } from '$lib/api/types/niagara';
import type { CustomField } from '$lib/api/types/custom';

/** What of the workshop people make and change in forms. */
export const KINDS = ['customer', 'program', 'project', 'work-order', 'part', 'unit', 'manufacturer', 'vendor', 'place', 'queue'] as const;
export type Kind = (typeof KINDS)[number];

/** Something of the workshop as the API answers it. */
export interface Entity {
	label: string;
	current_status?: Status;
	input_filter?: CustomField[];
	[member: string]: unknown;
}

/** A member that a form asks for. Its path is the same in the answer and in the body. */
export interface Field {
	path: string;
	text: Key;
	kind: 'text' | 'area' | 'moment' | 'number' | 'choice' | 'entity' | 'status' | 'statuses';
	required?: boolean;
	/** The kind of what is chosen. */
	of?: Kind;
	options?: { value: string; name: Key }[];
	/** What a new one begins with. */
	usual?: unknown;
	/** What is sent when nothing was entered; without it the member is left out. */
	nothing?: null | '';
	wide?: boolean;
}

/** What the console knows of a kind. */
export interface Sort {
	/** The member that is its id. */
	id: string;
	/** The rights to it begin with this. */
	right: string;
	/** Its code in references and custom fields. */
	code: string;
	/** Whether it defines custom fields for what is below it. */
	defines: boolean;
	fields: Field[];
}

const label: Field = { path: 'label', text: 'workshop.label', kind: 'text', required: true, wide: true };
const statuses: Field = { path: 'allowed_statuses', text: 'workshop.statuses', kind: 'statuses', wide: true };
const span: Field[] = [
	{ path: 'start_date', text: 'workshop.start', kind: 'moment' },
	{ path: 'end_date', text: 'workshop.end', kind: 'moment' }
];
const customer: Field = { path: 'customer.customer_id', text: 'unit.customer', kind: 'entity', of: 'customer', required: true };
const place: Field = { path: 'location.location_id', text: 'order.location', kind: 'entity', of: 'place', required: true };
const description: Field = { path: 'description', text: 'workshop.description', kind: 'area', nothing: null, wide: true };

export const sorts: Record<Kind, Sort> = {
	customer: { id: 'customer_id', right: 'customer', code: 'CUS', defines: true, fields: [label, { ...statuses, usual: [] }] },
	program: { id: 'program_id', right: 'program', code: 'PGM', defines: true, fields: [label, customer, ...span, statuses] },
	project: {
		id: 'project_id',
		right: 'project',
		code: 'PRJ',
		defines: true,
		fields: [label, description, { path: 'program.program_id', text: 'kind.program', kind: 'entity', of: 'program', required: true }, ...span, statuses]
	},
	'work-order': {
		id: 'work_order_id',
		right: 'work-order',
		code: 'WOR',
		defines: false,
		fields: [
			label,
			description,
			{ path: 'project.project_id', text: 'kind.project', kind: 'entity', of: 'project', required: true },
			{ ...place, required: false },
			{ path: 'begin_date', text: 'workshop.begin', kind: 'moment' },
			{ path: 'due_date', text: 'order.due', kind: 'moment' }
		]
	},
	part: {
		id: 'part_id',
		right: 'part',
		code: 'PART',
		defines: true,
		fields: [
			label,
			customer,
			{ path: 'manufacturer.manufacturer_id', text: 'kind.manufacturer', kind: 'entity', of: 'manufacturer', required: true },
			{ path: 'manufacturer.part_number', text: 'workshop.partNumber', kind: 'text', required: true },
			{ path: 'serial_prefix', text: 'workshop.serialPrefix', kind: 'text', nothing: null }
		]
	},
	unit: {
		id: 'unit_id',
		right: 'unit',
		code: 'UNIT',
		defines: false,
		fields: [
			label,
			{ path: 'part.part_id', text: 'unit.part', kind: 'entity', of: 'part', required: true },
			{ path: 'raw_serial_number', text: 'unit.serial', kind: 'text', nothing: null },
			{ path: 'tenant_part_number', text: 'workshop.ownNumber', kind: 'text', nothing: '' },
			{ path: 'current_location.location_id', text: 'unit.place', kind: 'entity', of: 'place', required: true },
			{ path: 'current_status', text: 'order.status', kind: 'status', required: true },
			{ path: 'vendor.vendor_id', text: 'kind.vendor', kind: 'entity', of: 'vendor' }
		]
	},
	manufacturer: { id: 'manufacturer_id', right: 'manufacturer', code: 'MFR', defines: false, fields: [label] },
	vendor: { id: 'vendor_id', right: 'vendor', code: 'VEN', defines: false, fields: [label] },
	place: {
		id: 'location_id',
		right: 'location',
		code: 'LOC',
		defines: false,
		fields: [
			label,
			{
				path: 'location_type',
				text: 'workshop.placeType',
				kind: 'choice',
				required: true,
				usual: 'facility',
				options: [
					{ value: 'facility', name: 'workshop.facility' },
					{ value: 'warehouse', name: 'workshop.warehouse' },
					{ value: 'other', name: 'workshop.other' }
				]
			},
			{ path: 'address.thoroughfare', text: 'workshop.street', kind: 'text', required: true, wide: true },
			{ path: 'address.locality', text: 'workshop.city', kind: 'text', required: true },
			{ path: 'address.administrative_area', text: 'workshop.state', kind: 'text', required: true },
			{ path: 'address.postal_code', text: 'workshop.zip', kind: 'text', required: true },
			{ path: 'address.country', text: 'workshop.country', kind: 'text', required: true, usual: 'USA' }
		]
	},
	queue: {
		id: 'queue_id',
		right: 'queue',
		code: 'QUE',
		defines: false,
		fields: [label, place, { path: 'priority', text: 'workshop.priority', kind: 'number', required: true, usual: 1 }]
	}
};

/** What a form holds, by the paths of its fields. */
export type Entered = Record<string, unknown>;

/** What a form begins with: an entity as it is, or a new one with what is already known of it. */
export function entered(kind: Kind, entity: Entity | null, given: Entered = {}): Entered {
	const begin = (field: Field) => (entity ? at(entity, field.path.split('.')) : (given[field.path] ?? field.usual));
	return Object.fromEntries(sorts[kind].fields.map((field) => [field.path, begin(field) ?? '']));
}

/** The body that makes or changes an entity. A new one leaves out what nobody entered. */
export function bodyOf(kind: Kind, values: Entered): Record<string, unknown> {
	return sorts[kind].fields.reduce<Record<string, unknown>>((body, field) => {
		const value = values[field.path];
		const empty = value === '' || value === undefined || value === null;
		if (empty && field.nothing === undefined) return body;
		return set(body, field.path.split('.'), empty ? field.nothing : value);
	}, {});
}

/** The body that leaves an entity as it is: what a change of something else has to name. */
export function unchanged(kind: Kind, entity: Entity): Record<string, unknown> {
	const needed = sorts[kind].fields.filter((field) => field.required);
	return needed.reduce<Record<string, unknown>>((body, field) => set(body, field.path.split('.'), at(entity, field.path.split('.'))), {});
}
