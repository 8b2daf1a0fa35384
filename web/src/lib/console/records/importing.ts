import { t } from '$lib/text';
import { put, read, remove, sorts, title, withMember, type Doc, type Kind } from './kinds';

/** What the API allows a number to have, in characters. */
const LONGEST = 100;

/** A row that is to become a record. `row` is its place in the file, the header being 1. */
export interface Row {
	row: number;
	key: string[];
	values: Record<string, string>;
}

export interface Problem {
	row: number;
	what: string;
}

/** The members that a column of a file can be. */
export const targets = (kind: Kind): string[] => [...sorts[kind].keys, ...sorts[kind].columns];

/** Which column is what, guessed by the names of both. */
export function guess(kind: Kind, header: string[]): string[] {
	const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
	return header.map((name) => targets(kind).find((path) => [path, title(path)].some((one) => plain(one) === plain(name))) ?? '');
}

/** Reads the rows as the columns are mapped, and says of each what is wrong with it. */
export function check(kind: Kind, mapping: string[], rows: string[][]): { rows: Row[]; problems: Problem[] } {
	const keys = sorts[kind].keys;
	const unmapped = keys.filter((name) => !mapping.includes(name));
	if (unmapped.length > 0) return { rows: [], problems: unmapped.map((column) => ({ row: 1, what: t('import.noMap', { column: title(column) }) })) };
	const seen = new Map<string, number>();
	const problems: Problem[] = [];
	const read = rows.map((cells, n): Row => {
		const row = n + 2;
		const values: Record<string, string> = {};
		mapping.forEach((path, at) => {
			if (path) values[path] = (cells[at] ?? '').trim();
		});
		const key = keys.map((name) => values[name] ?? '');
		keys.forEach((name, at) => {
			if (!key[at]) problems.push({ row, what: t('import.missing', { column: title(name) }) });
			else if ([...(key[at] ?? '')].length > LONGEST) problems.push({ row, what: t('import.long', { column: title(name) }) });
		});
		const named = mapping.includes('Name') && !values.Name;
		if (named) problems.push({ row, what: t('import.missing', { column: 'Name' }) });
		const twin = seen.get(key.join('/'));
		if (twin !== undefined && key.every(Boolean)) problems.push({ row, what: t('import.twice', { key: key.join('/'), row: twin }) });
		seen.set(key.join('/'), twin ?? row);
		return { row, key, values };
	});
	return { rows: read, problems };
}

/** A row upon the record that is there. Cells that are empty change nothing. */
export function document(kind: Kind, row: Row, before: Doc): Doc {
	return Object.entries(row.values)
		.filter(([path, value]) => value !== '' && !sorts[kind].keys.includes(path))
		.reduce<Doc>((doc, [path, value]) => withMember(doc, path.split('.'), typed(value)) as Doc, before);
}

function typed(value: string): unknown {
	if (value === 'true' || value === 'false') return value === 'true';
	return value;
}

/** A row that the server refused, and what could not be put back after it. */
export class Stopped extends Error {
	constructor(
		readonly row: number,
		readonly why: unknown,
		readonly left: string[]
	) {
		super(`row ${row}`);
	}
}

/** Writes the rows one after the other. When one is refused, those before it are put back as they were. */
export async function run(kind: Kind, rows: Row[], onprogress: (done: number) => void): Promise<void> {
	const undo: { key: string[]; back: () => Promise<void> }[] = [];
	for (const [n, row] of rows.entries()) {
		try {
			const before = await read(kind, row.key);
			await put(kind, row.key, document(kind, row, before?.record ?? {}), before?.etag ?? 'new');
			undo.push({ key: row.key, back: () => restore(kind, row.key, before?.record) });
		} catch (why) {
			const left: string[] = [];
			for (const one of undo.toReversed()) await one.back().catch(() => left.push(one.key.join('/')));
			throw new Stopped(row.row, why, left);
		}
		onprogress(n + 1);
	}
}

async function restore(kind: Kind, key: string[], record: Doc | undefined): Promise<void> {
	if (!record) return remove(kind, key);
	const now = await read(kind, key);
	await put(kind, key, record, now?.etag ?? 'new');
}
