import { expect, test } from 'vitest';
import { Drawn, type Drawing } from './drawn';

function calendar() {
	const done: string[] = [];
	const note = (what: string) => (event: { id?: unknown } | string | number) => {
		done.push(`${what} ${typeof event === 'object' ? String(event.id) : String(event)}`);
		return null as never;
	};
	return { done, addEvent: note('add'), updateEvent: note('update'), removeEventById: note('remove') };
}

const drawing = (id: string, user: string): Drawing => ({ id, resourceIds: [user], start: new Date(0), end: new Date(1), editable: true, classNames: [] });

test('only what is new, changed or gone is drawn', () => {
	const paper = calendar();
	const drawn = new Drawn(paper);
	drawn.show([drawing('1', 'anna'), drawing('2', 'ben')]);
	expect(paper.done.splice(0)).toEqual(['add 1', 'add 2']);
	drawn.show([drawing('1', 'anna'), drawing('2', 'ben')]);
	expect(paper.done.splice(0)).toEqual([]);
	drawn.show([drawing('1', 'ben'), drawing('3', 'ben')]);
	expect(paper.done).toEqual(['update 1', 'add 3', 'remove 2']);
});
