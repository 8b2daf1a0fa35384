/** The person whose work this phone holds, known also without signal. */
export interface Person {
	id: string;
	/** The id as the workshop's API writes it. */
	alias: string;
	name: string;
	email: string | null;
	rights: string[];
}

const KEPT = 'docket.tech.person';

export function lastPerson(): Person | null {
	return JSON.parse(localStorage.getItem(KEPT) ?? 'null') as Person | null;
}

export function keepPerson(person: Person): void {
	localStorage.setItem(KEPT, JSON.stringify(person));
}

export function forgetPerson(): void {
	localStorage.removeItem(KEPT);
}
