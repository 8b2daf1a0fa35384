import { api, must } from './client';
import type { Job } from './types/job';

/** A document with the entity tag that a change of it has to name. */
export interface Tagged<T> {
	doc: T;
	etag: string;
}

/** What lists of jobs are asked with, in the words of the query language of the API. */
export interface JobQuery {
	filters?: string;
	q?: string;
	fields?: string;
	sort?: string;
	start?: number;
	limit?: number;
}

export async function findJobs(query: JobQuery): Promise<Job[]> {
	const { start, limit, ...rest } = query;
	const asked = { ...rest, start: start === undefined ? undefined : String(start), limit: limit === undefined ? undefined : String(limit) };
	return must(await api.GET('/seiapi/v3/query/WorkOrders', { params: { query: asked } })) as unknown as Job[];
}

/** What became of the newest dispatch of jobs, by their numbers; those that are missing wait for an answer, or were never sent. */
export async function findReplies({ filters, q, sort, start, limit }: JobQuery): Promise<Map<string, 'accepted' | 'recalled'>> {
	const query = { filters, q, sort, start: start === undefined ? undefined : String(start), limit: limit === undefined ? undefined : String(limit) };
	const { replies } = must(await api.GET('/admin/v1/replies', { params: { query } }));
	return new Map(replies.map((one) => [one.num, one.state === 'accepted' ? 'accepted' : 'recalled']));
}

export async function getJob(num: string): Promise<Tagged<Job>> {
	const answer = await api.GET('/seiapi/v3/trans/WorkOrder/{WorkOrderNum}', { params: { path: { WorkOrderNum: num } } });
	return { doc: must(answer) as unknown as Job, etag: answer.response.headers.get('etag') ?? '' };
}

/** Changes parts of a job; with `etag` only if nobody changed it since. The server's word about it, if there is one. */
export async function patchJob(num: string, patch: object, etag?: string): Promise<string> {
	const answer = await api.PATCH('/seiapi/v3/trans/WorkOrder/{WorkOrderNum}', {
		params: { path: { WorkOrderNum: num }, header: etag ? { 'If-Match': etag } : {} },
		body: patch as Record<string, never>
	});
	return detail(must(answer));
}

/** Makes a job, or replaces it whole. */
export async function putJob(num: string, doc: object, when: { etag: string } | 'new'): Promise<string> {
	const header = when === 'new' ? { 'If-None-Match': '*' } : { 'If-Match': when.etag };
	const answer = await api.PUT('/seiapi/v3/trans/WorkOrder/{WorkOrderNum}', {
		params: { path: { WorkOrderNum: num }, header },
		body: doc as Record<string, never>
	});
	return detail(must(answer));
}

export async function deleteJob(num: string, etag: string): Promise<void> {
	must(
		await api.DELETE('/seiapi/v3/trans/WorkOrder/{WorkOrderNum}', {
			params: { path: { WorkOrderNum: num }, header: { 'If-Match': etag } }
		})
	);
}

function detail(answer: unknown): string {
	const said = (answer as { detail?: unknown } | undefined)?.detail;
	return typeof said === 'string' ? said : '';
}

/** A value of the query language, quoted so that it means itself. */
export function quoted(text: string): string {
	return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** The condition for jobs that are not closed. */
export const OPEN = 'OrderStatus=out=(4096,4097)';
