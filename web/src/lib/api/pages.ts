/** A page of a list, and what to ask for the next. */
export interface Part<T> {
	entries: T[];
	next?: string | null;
}

/** All entries of a list, page after page. */
export async function everyPage<T>(ask: (after: string | undefined) => Promise<Part<T>>): Promise<T[]> {
	const entries: T[] = [];
	let after: string | undefined;
	do {
		const page = await ask(after);
		entries.push(...page.entries);
		after = page.next ?? undefined;
	} while (after);
	return entries;
}
