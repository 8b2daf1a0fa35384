import { refusal } from '$lib/api/client';
import type { components } from '$lib/api/schema';
import { session } from '$lib/auth/session.svelte';

/** What the rows of a table can become. */
export type Kind = 'accounts' | 'locations' | 'users' | 'products' | 'assets' | 'jobs' | 'parts' | 'units';

/** What an import came to, or its check run. */
export type Report = components['schemas']['ImportReport'];

/** The member that a column is, by the column's name; an empty one leaves it out. */
export type Mapping = Record<string, string>;

/** A file and what its characters are written in. */
export interface Table {
	file: Blob;
	charset: 'utf-8' | 'windows-1252';
}

/** The server found rows that are not right: nothing was imported. */
export class NotRight extends Error {
	constructor(readonly report: Report) {
		super();
	}
}

/** Looks how a file is written: spreadsheets on Windows do not always write UTF-8. */
export async function open(file: Blob): Promise<Table> {
	try {
		new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
		return { file, charset: 'utf-8' };
	} catch {
		return { file, charset: 'windows-1252' };
	}
}

/** What each column is, as the server understood it; the others are left out. */
export const understood = (report: Report): Mapping => Object.fromEntries(report.columns.map((one) => [one.column, one.member ?? '']));

/** How many rows are not right and are not among those that the server lists: it lists 500 faults. */
export const unlisted = (report: Pick<Report, 'faulty' | 'problems'>): number => Math.max(0, report.faulty - new Set(report.problems.map((one) => one.row)).size);

interface Sending {
	kind: Kind;
	table: Table;
	mapping: Mapping;
	/** Every row is tried and nothing is written. */
	dryRun: boolean;
	/** How much of the file is sent, from 0 to 1; then the server works. */
	onsent: (share: number) => void;
}

/** Sends a table. Throws `NotRight` if rows are not right, `Refused` for anything else that the server says no to. */
export async function send({ kind, table, mapping, dryRun, onsent }: Sending): Promise<Report> {
	const token = await session.token();
	const query = new URLSearchParams({ dry_run: String(dryRun), mapping: JSON.stringify(mapping) });
	return new Promise((resolve, reject) => {
		// fetch does not tell how much was sent.
		const request = new XMLHttpRequest();
		request.open('POST', `/admin/v1/import/${kind}?${query}`);
		request.setRequestHeader('authorization', `Bearer ${token}`);
		request.setRequestHeader('content-type', `text/csv; charset=${table.charset}`);
		request.responseType = 'json';
		request.upload.onprogress = (event) => onsent(event.loaded / Math.max(1, event.total));
		request.upload.onload = () => onsent(1);
		request.onerror = () => reject(new TypeError());
		request.onload = () => {
			const answer = request.response as (Report & { report?: Report }) | null;
			if (request.status === 200 && answer) return resolve(answer);
			if (request.status === 401) session.refused();
			reject(answer?.report ? new NotRight(answer.report) : refusal(request.status, answer));
		};
		request.send(table.file);
	});
}
