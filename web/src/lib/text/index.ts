import { en } from './en';

/** The texts of the apps in one language; every other language has the same keys. */
export type Catalogue = typeof en;
export type Key = keyof Catalogue;

const languages: Record<string, Catalogue> = { en };

function pick(): Catalogue {
	const wanted = typeof navigator === 'undefined' ? [] : navigator.languages;
	for (const tag of wanted) {
		const found = languages[tag] ?? languages[tag.split('-')[0] ?? ''];
		if (found) return found;
	}
	return en;
}

const catalogue = pick();

/** A text of the catalogue, with `{name}` replaced by what is given. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
	return catalogue[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
