import { t, type Key } from '$lib/text';
import { en } from '$lib/text/en';

const inWords = (place: string, code: string): string => (`${place}.${code}` in en ? t(`${place}.${code}` as Key) : code);

/** What a work flow runs on, in words. */
export const targetName = (code: string): string => inWords('flow.on', code);

/** A kind of step, in words. */
export const kindName = (code: string): string => inWords('flow.kind', code);

/** A program that closes steps, in words. */
export const programName = (id: string): string => inWords('flow.program', id);
