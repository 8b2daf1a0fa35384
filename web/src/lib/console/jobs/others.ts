import type { Job } from '$lib/api/types/job';
import { sections } from './fields';

/** Members that the page shows elsewhere, or that the server alone writes. */
const SHOWN = new Set([
	...sections.flatMap((section) => section.fields.map((field) => field.path.split('.')[0] ?? '')),
	...['OrderNum', 'Tasks', 'Items', 'Totals', 'Assets', 'TimeConstraints', 'Notes', 'TechNotes', 'Photos', 'Signatures'],
	...['FlexForms', 'FlexAttrs', 'FlexFormsDisplayValues', 'Extensions'],
	...['DispatchStatus', 'DispatchUTC', 'IsDelivered', 'IsRead'],
	...['ActualTravelStartDate', 'ActualTravelEndDate', 'ActualStartDate', 'ActualEndDate']
]);
/** Parts of sections whose other parts have a form. */
const PARTS = ['Account', 'Location', 'ApptWnd', 'Rules'] as const;
const FIELDS = new Set(sections.flatMap((section) => section.fields.map((field) => field.path)));

/** The paths of what has no form of its own. */
export function others(job: Job): string[][] {
	const whole = Object.keys(job).filter((name) => !SHOWN.has(name)).map((name) => [name]);
	const parts = PARTS.flatMap((section) => {
		const inner = job[section];
		if (typeof inner !== 'object' || inner === null) return [];
		const known = (name: string) => [...FIELDS].some((path) => path === `${section}.${name}` || path.startsWith(`${section}.${name}.`));
		return Object.keys(inner).filter((name) => !known(name)).map((name) => [section, name]);
	});
	return [...parts, ...whole];
}
