import { en } from '$lib/text/en';
import { t, type Key } from '$lib/text';
import { atTime } from '$lib/ui/time';
import { shown } from './merge';
import { priorityName, statusName, typeName } from './words';

const CODES: Record<string, (code: string) => string> = { OrderStatus: statusName, Priority: priorityName, OrderType: typeName, DispatchStatus: dispatchName };

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

function dispatchName(code: string): string {
	const key = `dispatch.${code}`;
	return key in en ? t(key as Key) : code;
}

/** What a member of a job is called: as in its form, else as in the document. */
export function memberName(path: string[]): string {
	if (path[0] === 'Notes' || path[0] === 'TechNotes') return t('job.notes.text');
	const key = `job.field.${path.join('.')}`;
	return key in en ? t(key as Key) : path.join('.');
}

/** A value of a job as people read it: codes by their names, moments by the clock. `person` names users. */
export function valueInWords(path: string[], value: unknown, person: (id: string) => string): string {
	const member = path.length === 1 ? path[0] : undefined;
	if (value === undefined || value === null || value === '') return shown(value);
	const name = CODES[member ?? ''];
	if (name && (typeof value === 'string' || typeof value === 'number')) return name(String(value));
	if (typeof value === 'boolean') return t(value ? 'word.yes' : 'word.no');
	if (typeof value !== 'string') return shown(value);
	if (member === 'UserName' || member === 'PrimaryUserName') return person(value);
	return MOMENT.test(value) ? atTime(value) : value;
}
