import { t, type Key } from '$lib/text';
import { en } from '$lib/text/en';

/** What a code of a kind of entity means, for people. */
export function levelName(code: string): string {
	const key = `level.${code}`;
	return key in en ? t(key as Key) : code;
}
