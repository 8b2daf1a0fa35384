import { api, must } from '$lib/api/client';

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
