import { api, must } from '$lib/api/client';
import { paged } from '$lib/api/niagara';
import { session } from '$lib/auth/session.svelte';
import { t, type Key } from '$lib/text';
import { groups } from './nav';
import { byFit } from './fit';

/** Something that the search found, and where it leads. */
export interface Found {
	kind: string;
	title: string;
	detail: string;
	href: string;
}

/** How many entries of one list of the workshop are shown. */
const SOME = 5;
/** How many jobs and records are asked for. */
const MANY = 20;

/** The lists of the workshop, the kinds of their entries, and where one sees them. */
const LISTS = [
	{ list: '/work-orders', right: 'work-order', id: 'work_order_id', kind: 'work-order', place: (id: string) => `/console/work-orders/${id}` },
	{ list: '/units', right: 'unit', id: 'unit_id', kind: 'unit', place: (id: string) => `/console/units/${id}` },
	{ list: '/projects', right: 'project', id: 'project_id', kind: 'project', place: (id: string) => `/console/projects/${id}` },
	{ list: '/customers', right: 'customer', id: 'customer_id', kind: 'customer', place: (id: string) => `/console/records/customer?open=${id}` },
	{ list: '/work-flows', right: 'work-flow', id: 'work_flow_id', kind: 'flow', place: (id: string) => `/console/flows/${id}` },
	{ list: '/parts', right: 'part', id: 'part_id', kind: 'part', place: (id: string) => `/console/records/part?open=${id}` },
	{ list: '/queues', right: 'queue', id: 'queue_id', kind: 'queue', place: () => '/console/queues' }
] as const;
type Listed = (typeof LISTS)[number];

/** What can be asked for by its id. */
const BY_ID = { 'work-order': '/work-orders/{id}', unit: '/units/{id}', project: '/projects/{id}', customer: '/customers/{id}', flow: '/work-flows/{id}', part: '/parts/{id}' } as const;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The pages that the person may open and whose names hold the words. */
export function pages(q: string): Found[] {
	const term = q.trim().toLowerCase();
	return groups
		.flatMap((group) => group.places)
		.filter((place) => place.rights.some((one) => session.may(one)) && t(place.text).toLowerCase().includes(term))
		.map((place) => ({ kind: t('kind.page'), title: t(place.text), detail: '', href: place.href }));
}

/** Whatever has this number or holds these words, in both trades; what fits best first. */
export async function find(q: string): Promise<Found[]> {
	const lists = LISTS.filter((one) => session.may(`${one.right}:read`));
	const asked = ID.test(q) ? [...lists.map((one) => known(one, q)), run(q)] : [hits(q), ...lists.map((one) => labelled(one, q))];
	// One list that can't be asked doesn't take away what the others found.
	const answers = await Promise.allSettled(asked);
	return byFit(answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : [])), q);
}

async function hits(q: string): Promise<Found[]> {
	const { hits } = must(await api.GET('/search', { params: { query: { q, limit: String(MANY) } } }));
	return hits.map((hit) => ({
		kind: t(`kind.${hit.kind}` as Key),
		title: hit.kind === 'job' ? `${hit.key} · ${hit.title}` : hit.title,
		detail: hit.kind === 'job' ? hit.detail : [hit.key, hit.detail].filter(Boolean).join(' · '),
		href: address(hit)
	}));
}

function address(hit: { kind: string; key: string; account?: string | null }): string {
	const key = encodeURIComponent(hit.key);
	if (hit.kind === 'job') return `/console/jobs/${key}`;
	if (hit.kind === 'location') return `/console/records/location?open=${encodeURIComponent(`${hit.account ?? ''}/${hit.key}`)}`;
	return `/console/records/${hit.kind}?open=${key}`;
}

async function labelled(of: Listed, q: string): Promise<Found[]> {
	const by = async (filter: 'label' | 'number') =>
		paged<Record<string, unknown>>(must(await api.GET(of.list, { params: { query: { [`filter[${filter}]`]: q, limit: SOME } as never } }))).entries;
	// A unit is known by what is printed on it as well as by its name.
	const found = await Promise.all(of.kind === 'unit' ? [by('number'), by('label')] : [by('label')]);
	return [...new Map(found.flat().map((one) => [one[of.id], one])).values()].map((one) => told(of, one));
}

/** What has this id, if it is of this kind. */
async function known(of: Listed, id: string): Promise<Found[]> {
	if (of.kind === 'queue') return [];
	return [told(of, must(await api.GET(BY_ID[of.kind], { params: { path: { id } } })) as unknown as Record<string, unknown>)];
}

async function run(id: string): Promise<Found[]> {
	if (!session.may('context:read')) return [];
	const one = must(await api.GET('/contexts/{id}', { params: { path: { id } } })) as unknown as { label: string };
	return [{ kind: t('kind.run'), title: one.label, detail: '', href: `/console/contexts/${id}` }];
}

function told(of: Listed, one: Record<string, unknown>): Found {
	const detail = (one.project as { label?: string } | undefined)?.label ?? one.serial_number ?? (one.location as { label?: string } | undefined)?.label ?? '';
	return { kind: t(`kind.${of.kind}`), title: String(one.label), detail: String(detail), href: of.place(String(one[of.id])) };
}
