import type { CustomField, Rule } from '$lib/api/types/custom';

/** An option of a filter or a validator. */
export interface Option {
	name: string;
	kind: 'text' | 'number' | 'flag' | 'list' | 'choice';
	/** Without it the rule means nothing. */
	required?: boolean;
	/** What holds when it is not said. */
	usual?: unknown;
	choices?: readonly string[];
}

const PRECISION: Option = { name: 'precision', kind: 'number', usual: 3 };
const CASE: Option = { name: 'check_case', kind: 'flag', usual: false };
const INCLUDE: Option = { name: 'include', kind: 'flag', usual: true };
const need = (name: string, kind: Option['kind']): Option => ({ name, kind, required: true });

/** The filters with their options, in the order in which they are offered. */
export const FILTERS: Record<string, Option[]> = {
	trim: [
		{ name: 'start', kind: 'flag', usual: true },
		{ name: 'end', kind: 'flag', usual: true }
	],
	upper: [],
	lower: [],
	digits: [],
	alpha: [],
	number: [],
	float: [PRECISION],
	boolean: [],
	date: [],
	prefix: [need('prefix', 'text')],
	suffix: [need('suffix', 'text')],
	allowed_list: [need('approved_values', 'list'), CASE, { name: 'default', kind: 'text' }],
	empty: [],
	string: [],
	camel: [],
	kebab: [],
	snake: []
};

/** The validators with their options. */
export const VALIDATORS: Record<string, Option[]> = {
	required: [],
	length: [
		need('length', 'number'),
		{ name: 'operator', kind: 'choice', usual: 'equals', choices: ['equals', 'less_than', 'less_than_equals', 'greater_than', 'greater_than_equals'] }
	],
	white_list: [need('list', 'list'), CASE],
	black_list: [need('list', 'list'), CASE],
	between: [need('min', 'number'), need('max', 'number'), PRECISION, INCLUDE],
	greater_than: [need('value', 'number'), PRECISION, INCLUDE],
	less_than: [need('value', 'number'), PRECISION, INCLUDE],
	equals: [need('value', 'text'), PRECISION],
	step: [need('step', 'number'), { name: 'start', kind: 'number' }, { name: 'end', kind: 'number' }],
	starts_with: [need('starts_with', 'text'), CASE],
	ends_with: [need('ends_with', 'text'), CASE],
	contains: [need('contains', 'text'), CASE],
	mask: [need('mask', 'text')],
	email_address: [{ name: 'strict', kind: 'flag', usual: true }],
	mac_address: [],
	ip_address: [{ name: 'version', kind: 'choice', usual: 'IPv4', choices: ['IPv4', 'IPv6'] }],
	hostname: [],
	uri: [],
	always: [],
	never: []
};

/** A new rule, with what its options have to be. */
export function newRule(type: string, options: Option[]): Rule {
	const needed = options.filter((option) => option.required);
	const begin = (option: Option) => (option.kind === 'number' ? 0 : option.kind === 'list' ? [] : '');
	return { type, options: Object.fromEntries(needed.map((option) => [option.name, begin(option)])) };
}

/** How a value is entered. */
export type Widget = { as: 'text' | 'number' | 'date' } | { as: 'choice'; of: string[] };

const find = (rules: Rule[], type: string): Rule | undefined => rules.find((rule) => rule.type === type);

/** What fits a field's rules: a list where only some values pass, a number where numbers are made. */
export function widget(field: CustomField): Widget {
	const list = find(field.validators, 'white_list')?.options.list ?? find(field.filters, 'allowed_list')?.options.approved_values;
	if (Array.isArray(list)) return { as: 'choice', of: list.map(String) };
	if (find(field.filters, 'boolean')) return { as: 'choice', of: ['true', 'false'] };
	if (find(field.filters, 'date')) return { as: 'date' };
	return find(field.filters, 'number') || find(field.filters, 'float') ? { as: 'number' } : { as: 'text' };
}

export const isNeeded = (field: CustomField): boolean => find(field.validators, 'required') !== undefined;

/** The definition as a body has it: what the server works out is left out, and the value, so that it stays. */
export function definition(field: CustomField): CustomField {
	const { label, key, filters, validators, locked, description, apply_to } = field;
	return { label, ...(key ? { key } : {}), filters, validators, locked: locked ?? false, description: description || null, apply_to: apply_to || null };
}
