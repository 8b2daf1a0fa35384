/** The language that the browser asks for. */
export const LOCALE = typeof navigator === 'undefined' ? 'en' : navigator.language;

const dateTime = new Intl.DateTimeFormat(LOCALE, { day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit', hour12: false });
const dayOnly = new Intl.DateTimeFormat(LOCALE, { weekday: 'short', day: '2-digit', month: 'short' });
const fullDay = new Intl.DateTimeFormat(LOCALE, { day: '2-digit', month: 'short', year: 'numeric' });
const clock = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', hour12: false });
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto', style: 'short' });

type When = string | Date | null | undefined;

function moment(when: When): Date | null {
	if (!when) return null;
	const date = new Date(when);
	return Number.isNaN(date.getTime()) ? null : date;
}

/** Day and time in the zone of whoever looks. */
export const atTime = (when: When): string => format(when, dateTime);
export const atDay = (when: When): string => format(when, dayOnly);
export const atDate = (when: When): string => format(when, fullDay);
export const atClock = (when: When): string => format(when, clock);

function format(when: When, how: Intl.DateTimeFormat): string {
	const date = moment(when);
	return date ? how.format(date) : '';
}

/** How long ago, or in how long. */
export function ago(when: When, now = Date.now()): string {
	const date = moment(when);
	if (!date) return '';
	const seconds = (date.getTime() - now) / 1000;
	const steps: [Intl.RelativeTimeFormatUnit, number][] = [
		['day', 86_400],
		['hour', 3_600],
		['minute', 60]
	];
	for (const [unit, length] of steps) {
		if (Math.abs(seconds) >= length) return relative.format(Math.round(seconds / length), unit);
	}
	return relative.format(Math.round(seconds), 'second');
}

/** How long something lasted, in its two largest units. */
export function lasted(milliseconds: number): string {
	const seconds = Math.round(milliseconds / 1000);
	const units: [string, number][] = [
		['day', 86_400],
		['hour', 3_600],
		['minute', 60],
		['second', 1]
	];
	const first = units.findIndex(([, length]) => seconds >= length);
	if (first < 0) return inUnit(0, 'second');
	let left = seconds;
	const said = units.slice(first, first + 2).flatMap(([unit, length]) => {
		const n = Math.floor(left / length);
		left -= n * length;
		return n > 0 ? [inUnit(n, unit)] : [];
	});
	return said.join(' ');
}

function inUnit(n: number, unit: string): string {
	return new Intl.NumberFormat(LOCALE, { style: 'unit', unit, unitDisplay: 'short' }).format(n);
}

/** A moment as an `<input type="datetime-local">` wants it, in the zone of whoever looks. */
export function toLocal(when: When): string {
	const date = moment(when);
	if (!date) return '';
	const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
	return shifted.toISOString().slice(0, 16);
}

/** What an `<input type="datetime-local">` holds, as the APIs write it. */
export function fromLocal(text: string): string {
	const date = moment(text);
	return date ? date.toISOString() : '';
}
