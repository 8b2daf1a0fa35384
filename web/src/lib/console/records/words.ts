import { t, type Key } from '$lib/text';
import { en } from '$lib/text/en';
import { title } from './kinds';

/** A value that a member may have, and what it is called. */
export interface Choice {
	value: string;
	name: string;
}

/** The codes of members that we have words for, as a house has them to begin with; any other code is shown as it is. */
const CODES: Record<string, readonly string[]> = {
	AccountType: ['1001', '1002'],
	AddrType: ['1001'],
	PhoneType: ['1001'],
	ProdType: ['1001', '1002', '1003', '1004'],
	Status: ['1001'],
	Type: ['1001', '1002', '1003', '1004', '1005', '1006', '1007', '1008']
};

const last = (path: string): string => path.split('.').filter((part) => !/^\d+$/.test(part)).at(-1) ?? path;

/** A language by its name: a text of a record comes in several. */
function language(code: string): string {
	return /^[a-z]{2}$/.test(code) ? (new Intl.DisplayNames(typeof navigator === 'undefined' ? 'en' : navigator.language, { type: 'language' }).of(code) ?? code) : code;
}

/** What a member of a record is called: `path` with dots. A member that we have no words for keeps its own. */
export function memberName(path: string): string {
	const names = path.split('.').filter((part) => !/^\d+$|^en$/.test(part));
	const key = `record.field.${names.at(-1)}`;
	if (key in en) return t(key as Key);
	const own = last(path);
	return own === own.toLowerCase() ? language(own) : title(path);
}

/** What a text inside a record is called: of a list of languages, the language. */
export function innerName(path: string): string {
	const own = last(path);
	return /^[a-z]{2}$/.test(own) ? language(own) : memberName(path);
}

/** What a member may be, where that is a code: a code that we have no words for stands among them too. */
export function choices(path: string, value: unknown): Choice[] | undefined {
	const member = last(path);
	const known = CODES[member];
	if (!known || (typeof value !== 'string' && typeof value !== 'number')) return undefined;
	const codes = value === '' || known.includes(String(value)) ? known : [...known, String(value)];
	return codes.map((code) => ({ value: code, name: codeName(member, code) }));
}

/** Whether a member is a text that has lines. */
export const isLong = (path: string): boolean => last(path) === 'Notes';

function codeName(member: string, code: string): string {
	const key = `record.code.${member}.${code}`;
	return key in en ? t('record.code', { word: t(key as Key), code }) : code;
}

/** A value in a list: codes by their words, yes and no. */
export function valueInWords(path: string, value: unknown): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'boolean') return t(value ? 'word.yes' : 'word.no');
	const key = `record.code.${last(path)}.${String(value)}`;
	return key in en ? t(key as Key) : String(value);
}
