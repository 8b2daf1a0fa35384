import { follow, refusal } from './client';
import { all, paged } from './niagara';

/** A PDF that is kept, to be attached to things and shown by steps of work flows. */
export interface Attachment {
	attachment_id: string;
	label: string;
	content_type: string;
	/** Its size, in bytes. */
	content_length: number;
	created: string;
}

/** A file that was announced, with the address to which its content goes. */
interface Announced extends Attachment {
	url: string;
}

/** That a file is attached to something. */
export interface Attached {
	relation_id: string;
	relation: string;
	created: string;
	entity: { entity_type: string; entity_id: string; label: string };
}

/** What an attachment may be, and how large, in bytes. */
export const PDF = 'application/pdf';
export const LARGEST = 10_485_760;

/** What files are attached to, as the addresses call it. */
export type Target = 'projects' | 'work-orders' | 'parts';

async function asked<T>(href: string, method = 'GET', body?: object): Promise<T> {
	const init = body ? { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : { method };
	const answer = await follow(href, init);
	const said = (await answer.json().catch(() => null)) as unknown;
	if (!answer.ok) throw refusal(answer.status, said);
	return said as T;
}

/** All files that whoever asks may see, the newest first. */
export async function attachments(): Promise<Attachment[]> {
	const found = await all<Attachment>(async (offset) => paged<Attachment>(await asked(`/attachments?limit=100${offset ? `&offset=${encodeURIComponent(offset)}` : ''}`)));
	return found.sort((a, b) => b.created.localeCompare(a.created));
}

/** Keeps a file; its id. */
export async function upload(file: File): Promise<string> {
	const made = await asked<Announced>('/attachments', 'POST', { name: file.name, type: PDF, size: file.size });
	// The address is signed: it needs no token, and is good for this file only.
	const sent = await fetch(made.url, { method: 'PUT', headers: { 'content-type': PDF }, body: file });
	if (!sent.ok) throw refusal(sent.status, await sent.json().catch(() => null));
	return made.attachment_id;
}

/** The files that are attached to something. */
export async function attached(to: Target, id: string): Promise<Attached[]> {
	const found = await all<Attached>(async (offset) => paged<Attached>(await asked(`/${to}/${id}/relations?limit=100${offset ? `&offset=${encodeURIComponent(offset)}` : ''}`)));
	return found.filter((one) => one.relation === 'file' && one.entity.entity_type === 'FILE');
}

export async function attach(to: Target, id: string, file: string): Promise<void> {
	await asked(`/${to}/${id}/relations`, 'POST', { relation: 'file', entity: { entity_id: file, entity_type: 'FILE' } });
}

export async function detach(to: Target, id: string, relation: string): Promise<void> {
	await asked(`/${to}/${id}/relations/${encodeURIComponent(relation)}`, 'DELETE');
}

/** The content of a file. */
export async function content(file: string): Promise<Blob> {
	const answer = await follow(`/attachments/${encodeURIComponent(file)}/download`);
	if (!answer.ok) throw refusal(answer.status, await answer.json().catch(() => null));
	return answer.blob();
}
