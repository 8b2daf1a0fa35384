import { expect, test } from 'vitest';
import type { CustomField } from '$lib/api/types/custom';
import { bodyOf, entered, unchanged } from './kinds';
import { definition, FILTERS, newRule, VALIDATORS, widget } from './rules';

const field = (more: Partial<CustomField>): CustomField => ({ label: 'Firmware', key: 'firmware', filters: [], validators: [], value: null, ...more });

test('a value is chosen where only some pass, and typed where not', () => {
	const list = newRule('white_list', VALIDATORS.white_list ?? []);
	expect(widget(field({ validators: [{ ...list, options: { list: ['a', 1] } }] }))).toEqual({ as: 'choice', of: ['a', '1'] });
	expect(widget(field({ filters: [newRule('float', FILTERS.float ?? [])] }))).toEqual({ as: 'number' });
	expect(widget(field({}))).toEqual({ as: 'text' });
});

test('a new rule has the options without which it means nothing', () => {
	expect(newRule('between', VALIDATORS.between ?? [])).toEqual({ type: 'between', options: { min: 0, max: 0 } });
	expect(newRule('trim', FILTERS.trim ?? [])).toEqual({ type: 'trim', options: {} });
});

test('a definition is sent without its value, which so stays', () => {
	expect(definition(field({ value: '1.2', inherited_from: 'CUS' }))).toEqual({
		label: 'Firmware',
		key: 'firmware',
		filters: [],
		validators: [],
		locked: false,
		description: null,
		apply_to: null
	});
});

test('a body names what was entered, by paths, and says of what was emptied that it is nothing', () => {
	const values = { ...entered('part', null), label: 'Tablet', 'customer.customer_id': 'c', 'manufacturer.manufacturer_id': 'm', 'manufacturer.part_number': '7' };
	expect(bodyOf('part', values)).toEqual({
		label: 'Tablet',
		customer: { customer_id: 'c' },
		manufacturer: { manufacturer_id: 'm', part_number: '7' },
		serial_prefix: null
	});
});

test('a change of custom fields alone leaves the rest as it is', () => {
	expect(unchanged('work-order', { label: 'Ten', project: { project_id: 'p', label: 'P' }, description: 'x' })).toEqual({
		label: 'Ten',
		project: { project_id: 'p' }
	});
});
