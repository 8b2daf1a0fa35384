import { api, must, refusal } from '$lib/api/client';
import type { Tagged } from '$lib/api/jobs';
import { all, as, paged } from '$lib/api/niagara';
import { sorts, type Entity, type Kind } from './kinds';

const LISTS = {
	customer: '/customers',
	program: '/programs',
	project: '/projects',
	'work-order': '/work-orders',
	part: '/parts',
	unit: '/units',
	manufacturer: '/manufacturers',
	vendor: '/vendors',
	place: '/locations',
	queue: '/queues'
} as const;

const ONES = {
	customer: '/customers/{id}',
	program: '/programs/{id}',
	project: '/projects/{id}',
	'work-order': '/work-orders/{id}',
	part: '/parts/{id}',
	unit: '/units/{id}',
	manufacturer: '/manufacturers/{id}',
	vendor: '/vendors/{id}',
	place: '/locations/{id}',
	queue: '/queues/{id}'
} as const;

/** How many the server gives at once. */
const PAGE = 100;

export const idOf = (kind: Kind, entity: Entity): string => String(entity[sorts[kind].id] ?? '');

/** Those whose label has the words, `most` at most. */
export function find<T = Entity>(kind: Kind, words = '', most = 2_000): Promise<T[]> {
	return all<T>(async (offset) => {
		const query = { limit: PAGE, offset, sort: 'label', ...(words.trim() ? { 'filter[label]': words.trim() } : {}) };
		return paged<T>(must(await api.GET(LISTS[kind], { params: { query: query as never } })));
	}, most);
}

export async function read<T = Entity>(kind: Kind, id: string): Promise<Tagged<T>> {
	const answer = await api.GET(ONES[kind], { params: { path: { id } } });
	return { doc: as<T>(must(answer)), etag: answer.response.headers.get('etag') ?? '' };
}

/** Makes one; its id. */
export async function make(kind: Kind, body: object): Promise<string> {
	return idOf(kind, as<Entity>(must(await api.POST(LISTS[kind], { body: body as never }))));
}

/** Changes one if nobody changed it since. */
export async function change(kind: Kind, id: string, body: object, etag: string): Promise<void> {
	must(await api.PUT(ONES[kind], { params: { path: { id } }, headers: { 'If-Match': etag }, body: body as never }));
}

export async function remove(kind: Kind, id: string): Promise<void> {
	const answer = await api.DELETE(ONES[kind], { params: { path: { id } } });
	if (!answer.response.ok) throw refusal(answer.response.status, answer.error);
}
