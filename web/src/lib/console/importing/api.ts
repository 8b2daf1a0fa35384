import { api, must, refusal } from '$lib/api/client';
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
	onfar: (far: Far) => void;
}

/** How far an import is. */
export interface Far {
	stage: 'sending' | 'checking' | 'writing';
	/** From 0 to 1; not known while the server reads the table. */
	share?: number;
	/** With how many rows the server is through. */
	rows?: { done: number; of: number };
}

/** Milliseconds between two questions for how far the server is. */
const OFTEN = 300;

/** Asks how far the server is, until it is told to stop. */
function ask(kind: Kind, name: string, onfar: (far: Far) => void): () => void {
	const asking = setInterval(async () => {
		try {
			const { phase, rows, done } = must(await api.GET('/admin/v1/import/{kind}', { params: { path: { kind }, query: { name } } }));
			if (phase !== 'idle') onfar({ stage: phase, share: done / rows, rows: { done, of: rows } });
		} catch {
			// The import itself says what is wrong.
		}
	}, OFTEN);
	return () => clearInterval(asking);
}

/** Sends a table. Throws `NotRight` if rows are not right, `Refused` for anything else that the server says no to. */
export async function send({ kind, table, mapping, dryRun, onfar }: Sending): Promise<Report> {
	const token = await session.token();
	const name = crypto.randomUUID();
	const query = new URLSearchParams({ dry_run: String(dryRun), mapping: JSON.stringify(mapping), name });
	let stop = () => {};
	const sending = new Promise<Report>((resolve, reject) => {
		// fetch does not tell how much was sent.
		const request = new XMLHttpRequest();
		request.open('POST', `/admin/v1/import/${kind}?${query}`);
		request.setRequestHeader('authorization', `Bearer ${token}`);
		request.setRequestHeader('content-type', `text/csv; charset=${table.charset}`);
		request.responseType = 'json';
		request.upload.onprogress = (event) => onfar({ stage: 'sending', share: event.loaded / Math.max(1, event.total) });
		request.upload.onload = () => {
			onfar({ stage: dryRun ? 'checking' : 'writing' });
			stop = ask(kind, name, onfar);
		};
		request.onerror = () => reject(new TypeError());
		request.onload = () => {
			const answer = request.response as (Report & { report?: Report }) | null;
			if (request.status === 200 && answer) return resolve(answer);
			if (request.status === 401) session.refused();
			reject(answer?.report ? new NotRight(answer.report) : refusal(request.status, answer));
		};
		request.send(table.file);
	});
	return sending.finally(() => stop());
}
