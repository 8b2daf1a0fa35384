import type { Calendar } from '@event-calendar/core';

/** What the timeline draws of a job. */
export interface Drawing {
	id: string;
	resourceIds: string[];
	start: Date;
	end: Date;
	editable: boolean;
	classNames: string[];
}

/**
 * Draws jobs on a timeline and afterwards only what is new about them: given a whole list the library makes every piece anew,
 * which with a thousand jobs keeps the page from answering for a second.
 */
export class Drawn {
	#known = new Map<string, string>();

	constructor(private readonly calendar: Pick<Calendar, 'addEvent' | 'updateEvent' | 'removeEventById'>) {}

	show(drawings: Drawing[]): void {
		const gone = new Set(this.#known.keys());
		for (const drawing of drawings) {
			gone.delete(drawing.id);
			const text = JSON.stringify(drawing);
			const before = this.#known.get(drawing.id);
			if (before === text) continue;
			if (before === undefined) this.calendar.addEvent(drawing);
			else this.calendar.updateEvent(drawing);
			this.#known.set(drawing.id, text);
		}
		for (const id of gone) {
			this.calendar.removeEventById(id);
			this.#known.delete(id);
		}
	}
}
