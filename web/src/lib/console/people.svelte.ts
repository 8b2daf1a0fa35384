import { api, must } from '$lib/api/client';
import { session } from '$lib/auth/session.svelte';
import { Loaded } from './loaded.svelte';

/** A person who works with the system. */
export interface Technician {
	id: string;
	name: string;
	mobile: boolean;
}

interface UserRecord {
	UserID: string;
	FirstName?: string;
	LastName?: string;
	IsMobileWorker?: boolean;
}

/** Those whom jobs can be sent to. They are asked for once a page. */
export async function technicians(): Promise<Technician[]> {
	const people: Technician[] = [];
	let after: string | undefined;
	do {
		const page = must(await api.GET('/admin/v1/records/{kind}', { params: { path: { kind: 'user' }, query: { limit: '1000', after } } }));
		for (const { record } of page.records as unknown as { record: UserRecord }[]) {
			const name = [record.FirstName, record.LastName].filter(Boolean).join(' ');
			people.push({ id: record.UserID, name: name || record.UserID, mobile: record.IsMobileWorker ?? false });
		}
		after = page.next ?? undefined;
	} while (after);
	return people.sort((a, b) => a.name.localeCompare(b.name));
}

/** What people are called, by their ids; who may not read people sees ids. */
export function peopleNames(): (id: string) => string {
	const people = new Loaded(() => (session.may('user:read') ? technicians() : Promise.resolve([])));
	void people.load();
	const names = $derived(new Map((people.data ?? []).map((one) => [one.id, one.name])));
	return (id) => names.get(id) ?? id;
}
