/** A JSON object. */
export type Doc = Record<string, unknown>;

/** A change of one member, wherever it is. In lists whose entries have a key, that key is part of the path; others count as one value. */
export interface Change {
	path: string[];
	from: unknown;
	to: unknown;
}

function isDoc(value: unknown): value is Doc {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The lists of a job whose entries have a key: they are compared and changed entry by entry. */
const KEYS: Record<string, string> = {
	Alerts: 'AlertID',
	AlertResponses: 'AlertID',
	Assets: 'AssetNum',
	Claims: 'ClaimNum',
	Concessions: 'ConcessionID',
	Credits: 'ID',
	Discounts: 'ID',
	FlexView: 'ID',
	Items: 'ID',
	Notes: 'ID',
	Payments: 'ID',
	Photos: 'ID',
	Tasks: 'TaskID',
	TechNotes: 'ID',
	TimeConstraints: 'ID',
	Videos: 'ID',
	Warranty: 'ID'
};

/** What keys the entries of the list at a path; nothing if it is no such list. */
const keyAt = (path: string[]): string | undefined => (path.length === 1 && path[0] !== undefined ? KEYS[path[0]] : undefined);

/** The entries of a list by their keys; nothing if one has none, or two have the same. */
function byKey(list: unknown, key: string | undefined): Map<string, Doc> | null {
	if (!key || !Array.isArray(list)) return null;
	const entries = new Map((list as unknown[]).map((one) => [isDoc(one) ? one[key] : undefined, one]));
	return entries.size === list.length && [...entries.keys()].every((one) => typeof one === 'string' && one !== '') ? (entries as Map<string, Doc>) : null;
}

/** What differs between two documents, member by member; in lists with keys entry by entry. */
export function changes(from: unknown, to: unknown, path: string[] = []): Change[] {
	if (isDoc(from) && isDoc(to)) {
		const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
		return names.flatMap((name) => changes(from[name], to[name], [...path, name]));
	}
	const key = keyAt(path);
	const [before, after] = [byKey(from ?? [], key), byKey(to ?? [], key)];
	if (before && after && (from || to)) {
		const keys = [...new Set([...before.keys(), ...after.keys()])];
		return keys.flatMap((one) => changes(before.get(one), after.get(one), [...path, one]));
	}
	return same(from, to) ? [] : [{ path, from, to }];
}

export function at(doc: unknown, path: string[]): unknown {
	return path.reduce<unknown>((inner, name, depth) => {
		if (isDoc(inner)) return inner[name];
		return byKey(inner, keyAt(path.slice(0, depth)))?.get(name);
	}, doc);
}

/** The document with one member set, or taken out with `undefined`; sections and entries in between are made. */
export function set<T extends object>(doc: T, path: string[], value: unknown): T {
	return put(doc as Doc, path, value, []) as T;
}

function put(doc: Doc, path: string[], value: unknown, way: string[]): unknown {
	const [name, ...rest] = path;
	if (name === undefined) return value;
	const { [name]: inner, ...others } = doc;
	const here = [...way, name];
	const next = rest.length === 0 ? value : (within(inner, rest, value, keyAt(here)) ?? put(isDoc(inner) ? inner : {}, rest, value, here));
	return next === undefined ? others : { ...doc, [name]: next };
}

/** A list with one of its entries changed, added or taken out; nothing if it has no keys. */
function within(list: unknown, [name, ...rest]: string[], value: unknown, key: string | undefined): Doc[] | undefined {
	const entries = byKey(list ?? [], key);
	if (!entries || !key || name === undefined) return undefined;
	const before = entries.get(name);
	const after = rest.length === 0 ? value : put(before ?? { [key]: name }, rest, value, ['', '']);
	if (after === undefined) entries.delete(name);
	else entries.set(name, after as Doc);
	return [...entries.values()];
}

/**
 * The body of a PATCH that makes these changes: an empty object takes a member out, `Delete` an entry of a list with keys. A
 * list that is replaced whole is dropped first, else what comes would be added to what is there.
 */
export function patchOf(list: Change[]): Doc {
	const whole = list.filter((change) => keyAt(change.path) && Array.isArray(change.to)).map((change) => change.path[0]);
	const begin: Doc = whole.length > 0 ? { _fields: whole } : {};
	return list.reduce<Doc>((patch, { path, to }) => {
		const key = keyAt(path.slice(0, 1));
		if (key && path.length === 2 && to === undefined) return set(patch, path, { [key]: path[1], Delete: true });
		return set(patch, path, to === undefined ? {} : to);
	}, begin);
}

const overlap = (a: string[], b: string[]): boolean => a.every((name, n) => n >= b.length || b[n] === name);

/** A member that two people changed to different values. */
export interface Conflict {
	path: string[];
	mine: unknown;
	theirs: unknown;
}

/** Both changes of one document: what they became together, and where a person has to choose. Mine stands there meanwhile. */
export function merge<T extends object>(base: T, mine: T, theirs: T): { merged: T; conflicts: Conflict[] } {
	const changed = changes(base, theirs);
	let merged = theirs;
	const conflicts: Conflict[] = [];
	for (const change of changes(base, mine)) {
		const met = changed.some((other) => overlap(other.path, change.path));
		if (met && !same(at(theirs, change.path), change.to)) {
			conflicts.push({ path: change.path, mine: change.to, theirs: at(theirs, change.path) });
		}
		merged = set(merged, change.path, change.to);
	}
	return { merged, conflicts };
}

/** A value in one line, for people. */
export function shown(value: unknown): string {
	if (value === undefined || value === null || value === '') return '—';
	if (typeof value === 'string') return value;
	return JSON.stringify(value);
}
