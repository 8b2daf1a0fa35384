import type { List } from './types/niagara';

/** One page of a list, with what to ask for the next. */
export interface Paged<T> {
	entries: T[];
	total: number;
	/** The `offset` of the next page; absent at the end. */
	next?: string;
}

/** The entries of a list's answer, which the published description leaves untyped. */
export function paged<T>(answer: unknown): Paged<T> {
	const list = answer as List<T>;
	const entries = Object.values(list._embedded ?? {}).flat();
	return { entries, total: list.total_count ?? entries.length, next: list._links?.next ? list.offset : undefined };
}

/** All entries of a list, page after page, `most` at most. */
export async function all<T>(page: (offset: string | undefined) => Promise<Paged<T>>, most = 2_000): Promise<T[]> {
	const entries: T[] = [];
	let offset: string | undefined;
	do {
		const next = await page(offset);
		entries.push(...next.entries);
		offset = next.next;
	} while (offset && entries.length < most);
	return entries;
}

/** An answer as what it is known to be. */
export function as<T>(answer: unknown): T {
	return answer as T;
}
