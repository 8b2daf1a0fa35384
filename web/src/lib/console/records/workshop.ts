import { t, type Key } from '$lib/text';
import { at } from '../jobs/merge';
import { sorts, type Entity, type Kind } from '../workshop/kinds';

/** The kinds of the workshop that stand among the records. */
export const LISTED = ['customer', 'part', 'unit', 'manufacturer', 'vendor', 'place'] as const satisfies readonly Kind[];
export type Listed = (typeof LISTED)[number];

/** A column of a list: its name in files, its title, and what stands in it. */
export interface Column {
	name: string;
	text: Key;
	of: (entity: Entity) => string;
	/** The same in words, where it is a code. */
	inWords?: (entity: Entity) => string;
	number?: boolean;
	mono?: boolean;
}

const column = (name: string, text: Key, path: string, more: Partial<Column> = {}): Column => ({
	name,
	text,
	of: (entity) => String(at(entity, path.split('.')) ?? ''),
	...more
});
/** What kind of place it is, by the words of its form. */
function placeType(entity: Entity): string {
	const code = String(entity.location_type ?? '');
	const option = sorts.place.fields.find((field) => field.path === 'location_type')?.options?.find((one) => one.value === code);
	return option ? t(option.name) : code;
}

const count = { number: true };
const fields: Column = { name: 'custom_fields', text: 'custom.title', of: (entity) => String(entity.input_filter?.length ?? 0), number: true };

export const columns: Record<Listed, Column[]> = {
	customer: [column('programs', 'workshop.programs', 'total_programs', count), column('projects', 'projects.title', 'total_projects', count), fields],
	part: [
		column('part_number', 'workshop.partNumber', 'manufacturer.part_number', { mono: true }),
		column('manufacturer', 'kind.manufacturer', 'manufacturer.label'),
		column('customer', 'unit.customer', 'customer.label'),
		column('units', 'workshop.units', 'total_units', count),
		fields
	],
	unit: [
		column('serial_number', 'unit.serial', 'serial_number', { mono: true }),
		column('status', 'order.status', 'current_status.status'),
		column('part', 'unit.part', 'part.label'),
		column('customer', 'unit.customer', 'customer.label'),
		column('location', 'unit.place', 'current_location.label')
	],
	manufacturer: [],
	vendor: [],
	place: [column('type', 'workshop.placeType', 'location_type', { inWords: placeType }), column('city', 'workshop.city', 'address.locality'), column('street', 'workshop.street', 'address.thoroughfare')]
};
