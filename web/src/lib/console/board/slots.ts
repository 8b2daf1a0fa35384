/** How wide a slot of the timeline is, in pixels, how long it is, and in what steps jobs move. */
export interface Slots {
	width: number;
	slot: string;
	snap: string;
	label: string;
}

const DAY: Slots = { width: 46, slot: '00:30', snap: '00:15', label: '01:00' };
const DAYS: Slots = { width: 34, slot: '01:00', snap: '00:15', label: '02:00' };
const WEEK: Slots = { width: 34, slot: '02:00', snap: '00:30', label: '04:00' };

/** The slots for so many days. */
export function slots(days: number): Slots {
	return days === 1 ? DAY : days < 7 ? DAYS : WEEK;
}
