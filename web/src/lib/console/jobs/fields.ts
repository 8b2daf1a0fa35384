import type { Key } from '$lib/text';
import { PRIORITIES, priorityName, STATUSES, statusName, TYPES, typeName } from './words';

/** A member of the document that a form edits. */
export interface FieldSpec {
	path: string;
	kind: 'text' | 'area' | 'moment' | 'check' | 'select' | 'person';
	options?: { value: string; name: string }[];
	wide?: boolean;
}

const choice = (codes: readonly string[], name: (code: string) => string) => codes.map((value) => ({ value, name: name(value) }));

/** The sections of a job that are edited as forms. */
export const sections: { title: Key; fields: FieldSpec[] }[] = [
	{
		title: 'job.section.work',
		fields: [
			{ path: 'Title', kind: 'text', wide: true },
			{ path: 'Description', kind: 'area', wide: true },
			{ path: 'OrderType', kind: 'select', options: choice(TYPES, typeName) },
			{ path: 'Priority', kind: 'select', options: choice(PRIORITIES, priorityName) },
			{ path: 'OrderStatus', kind: 'select', options: choice(STATUSES, statusName) },
			{ path: 'Billable', kind: 'check' },
			{ path: 'Rules.IsSigReq', kind: 'check' },
			{ path: 'Rules.IsTravelRequired', kind: 'check' },
			{ path: 'Remarks', kind: 'area', wide: true }
		]
	},
	{
		title: 'job.section.plan',
		fields: [
			{ path: 'UserName', kind: 'person' },
			{ path: 'PrimaryUserName', kind: 'person' },
			{ path: 'PlannedStartDate', kind: 'moment' },
			{ path: 'PlannedEndDate', kind: 'moment' },
			{ path: 'ApptWnd.Earliest', kind: 'moment' },
			{ path: 'ApptWnd.Latest', kind: 'moment' },
			{ path: 'ApptWnd.Desc', kind: 'text' },
			{ path: 'HardStop', kind: 'check' }
		]
	},
	{
		title: 'job.section.customer',
		fields: [
			{ path: 'Account.AccountNum', kind: 'text' },
			{ path: 'Account.Name', kind: 'text' },
			{ path: 'Location.LocationNum', kind: 'text' },
			{ path: 'Location.Name', kind: 'text' },
			{ path: 'Location.Address.AddrLine1', kind: 'text' },
			{ path: 'Location.Address.City', kind: 'text' },
			{ path: 'Location.Address.Zip', kind: 'text' },
			{ path: 'Location.Notes', kind: 'area', wide: true }
		]
	}
];
