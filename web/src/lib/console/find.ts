import { api, must } from '$lib/api/client';
import { session } from '$lib/auth/session.svelte';
import { t, type Key } from '$lib/text';
import { groups } from './nav';

/** Something that the search found, and where it leads. */
export interface Found {
	kind: string;
	title: string;
	detail: string;
	href: string;
}

/** The pages that the person may open and whose names hold the words. */
export function pages(q: string): Found[] {
	const term = q.trim().toLowerCase();
	return groups
		.flatMap((group) => group.places)
		.filter((place) => place.rights.some((one) => session.may(one)) && t(place.text).toLowerCase().includes(term))
		.map((place) => ({ kind: t('kind.page'), title: t(place.text), detail: '', href: place.href }));
}

/** Whatever has this number or holds these words, in both trades. */
export async function find(q: string): Promise<Found[]> {
	const asked = [hits(q)];
	if (session.may('work-order:read')) asked.push(labelled('/work-orders', q, 'work_order_id', 'work-order', '/console/work-orders'));
	if (session.may('unit:read')) asked.push(labelled('/units', q, 'unit_id', 'unit', '/console/units'));
	if (session.may('project:read')) asked.push(labelled('/projects', q, 'project_id', 'project', '/console/projects'));
	// One list that can't be asked doesn't take away what the others found.
	const answers = await Promise.allSettled(asked);
	return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
}

async function hits(q: string): Promise<Found[]> {
	const { hits } = must(await api.GET('/search', { params: { query: { q, limit: '12' } } }));
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

async function labelled(
	list: '/work-orders' | '/units' | '/projects',
	q: string,
	id: string,
	kind: string,
	place: string
): Promise<Found[]> {
	const answer = must(await api.GET(list, { params: { query: { 'filter[label]': q, limit: 5 } } }));
	const page = answer as unknown as { _embedded: Record<string, Record<string, unknown>[]> };
	return Object.values(page._embedded)
		.flat()
		.map((one) => ({
			kind: t(`kind.${kind}` as Key),
			title: String(one.label),
			detail: (one.project as { label?: string } | undefined)?.label ?? (one.serial_number as string | undefined) ?? '',
			href: `${place}/${String(one[id])}`
		}));
}
