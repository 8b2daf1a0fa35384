import { t, type Key } from '$lib/text';
import { en } from '$lib/text/en';

/** What a work flow runs on, in words. */
export function targetName(code: string): string {
	const key = `flow.on.${code}`;
	return key in en ? t(key as Key) : code;
}
