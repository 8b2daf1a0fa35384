/** How well something found fits the words: it is so called, its name begins so, a word of it does, or they are anywhere. */
function fit(title: string, detail: string, term: string): number {
	const name = title.toLowerCase();
	const [first] = name.split(' · ');
	if (name === term || first === term || detail.toLowerCase().split(' · ')[0] === term) return 0;
	if (name.startsWith(term)) return 1;
	return name.split(/[\s·,:/()-]+/).some((word) => word.startsWith(term)) ? 2 : 3;
}

/** What was found with what fits best first; the rest stays in its order. */
export function byFit<T extends { title: string; detail: string }>(found: T[], q: string): T[] {
	const term = q.trim().toLowerCase();
	return found
		.map((one) => ({ one, fit: fit(one.title, one.detail, term) }))
		.sort((a, b) => a.fit - b.fit)
		.map(({ one }) => one);
}
