/** A JSON object. */
export type Doc = Record<string, unknown>;

/** A change of one member, wherever it is. Lists count as one value. */
export interface Change {
	path: string[];
	from: unknown;
	to: unknown;
}

function isDoc(value: unknown): value is Doc {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What differs between two documents, member by member. */
export function changes(from: unknown, to: unknown, path: string[] = []): Change[] {
	if (isDoc(from) && isDoc(to)) {
		const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
		return names.flatMap((name) => changes(from[name], to[name], [...path, name]));
	}
	return same(from, to) ? [] : [{ path, from, to }];
}

export function at(doc: unknown, path: string[]): unknown {
	return path.reduce<unknown>((inner, name) => (isDoc(inner) ? inner[name] : undefined), doc);
}

/** The document with one member set, or taken out with `undefined`; sections in between are made. */
export function set<T extends object>(doc: T, path: string[], value: unknown): T {
	const [name, ...rest] = path;
	if (name === undefined) return value as T;
	const { [name]: inner, ...others } = doc as Doc;
	const next = rest.length === 0 ? value : set(isDoc(inner) ? inner : {}, rest, value);
	if (next === undefined) return others as T;
	return { ...doc, [name]: next };
}

/** The body of a PATCH that makes these changes: an empty object takes a member out. */
export function patchOf(list: Change[]): Doc {
	return list.reduce<Doc>((patch, change) => set(patch, change.path, change.to === undefined ? {} : change.to), {});
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
