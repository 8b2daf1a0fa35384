import { t, type Key } from '$lib/text';
import { en } from '$lib/text/en';

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

/** A right in words: what it is about, and what one may do; what we have no words for as it is. */
export function rightInWords(right: string): string {
	const colon = right.indexOf(':');
	const word = (kind: 'about' | 'verb', code: string) => (`right.${kind}.${code}` in en ? t(`right.${kind}.${code}` as Key) : code.replaceAll('-', ' '));
	return colon < 0 ? right : t('right.of', { about: word('about', right.slice(0, colon)), verb: word('verb', right.slice(colon + 1)) });
}
