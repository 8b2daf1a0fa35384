/** The rights that a list of them means: `all`, `group:*` and single ones, of those that there are. */
export function meant(list: string, known: string[]): Set<string> {
	const said = list.split(',').map((one) => one.trim());
	if (said.includes('all')) return new Set(known);
	const groups = new Set(said.filter((one) => one.endsWith(':*')).map((one) => one.slice(0, -1)));
	return new Set(known.filter((right) => said.includes(right) || groups.has(right.slice(0, right.indexOf(':') + 1))));
}

/** All single rights that some lists name. */
export function named(lists: string[]): string[] {
	const all = lists.flatMap((list) => list.split(',')).map((one) => one.trim());
	return [...new Set(all.filter((one) => one.includes(':') && !one.endsWith(':*')))].sort();
}
