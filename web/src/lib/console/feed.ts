import type { Happened } from '$lib/live/live.svelte';
import { en } from '$lib/text/en';
import { t, type Key } from '$lib/text';
import type { Kind } from './workshop/kinds';

interface Sort {
	word: Key;
	/** Where one sees it. */
	place?: (key: string) => string;
	/** What it is in the lists of the workshop. */
	of?: Kind;
}

const KINDS: Record<string, Sort> = {
	job: { word: 'kind.job', place: (key) => `/console/jobs/${encodeURIComponent(key)}` },
	account: { word: 'kind.account', place: (key) => `/console/records/account?open=${encodeURIComponent(key)}` },
	location: { word: 'kind.location', place: (key) => `/console/records/location?open=${encodeURIComponent(key)}` },
	user: { word: 'kind.user', place: (key) => `/console/records/user?open=${encodeURIComponent(key)}` },
	asset: { word: 'kind.asset', place: (key) => `/console/records/asset?open=${encodeURIComponent(key)}` },
	product: { word: 'kind.product', place: (key) => `/console/records/product?open=${encodeURIComponent(key)}` },
	CUS: { word: 'kind.customer', of: 'customer', place: (key) => `/console/records/customer?open=${key}` },
	PGM: { word: 'kind.program', of: 'program' },
	PRJ: { word: 'kind.project', of: 'project', place: (key) => `/console/projects/${key}` },
	WOR: { word: 'kind.work-order', of: 'work-order', place: (key) => `/console/work-orders/${key}` },
	PART: { word: 'kind.part', of: 'part', place: (key) => `/console/records/part?open=${key}` },
	UNIT: { word: 'kind.unit', of: 'unit', place: (key) => `/console/units/${key}` },
	MFR: { word: 'kind.manufacturer', of: 'manufacturer' },
	VEN: { word: 'kind.vendor', of: 'vendor' },
	LOC: { word: 'kind.place', of: 'place' },
	QUE: { word: 'kind.queue', of: 'queue', place: () => '/console/queues' },
	CTX: { word: 'kind.run', place: (key) => `/console/contexts/${key}` },
	CYC: { word: 'kind.cycle', place: (key) => `/console/work-orders/${orderOf(key)}` },
	BAT: { word: 'kind.batch', place: () => '/console/queues' },
	WKF: { word: 'kind.flow', place: (key) => `/console/flows/${key}` },
	CON: { word: 'kind.contact' },
	RES: { word: 'kind.resource' },
	SRES: { word: 'kind.resource' },
	NOTE: { word: 'kind.note' },
	FILE: { word: 'kind.file' },
	SYSTEM_CATEGORY: { word: 'kind.category' },
	system_category: { word: 'kind.category' }
};

/** The work order of a cycle. */
export const orderOf = (cycle: string): string => cycle.split('_')[0] ?? cycle;

/** What a kind of the log is in the lists of the workshop. */
export const workshopKind = (entity: string): Kind | undefined => KINDS[entity]?.of;

/** Whether a key is made by a machine: people don't read it. */
export const isId = (key: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(key);

/** An event as a sentence and the place where one sees more. */
export interface Story {
	id: string;
	at: string;
	actor: string;
	what: string;
	name: string;
	href?: string;
	tone: 'good' | 'warn' | 'bad' | 'info' | 'mute';
}

const TONES: Record<string, Story['tone']> = {
	completed: 'good',
	accepted: 'good',
	created: 'info',
	dispatched: 'info',
	rejected: 'bad',
	recalled: 'warn',
	deleted: 'bad',
	paused: 'warn'
};

/** Tells an event in words; `name` is what the thing is called whose key nobody reads. */
export function told(event: Happened, person = (id: string) => id, name = ''): Story {
	const verb = event.name.split('.').pop() ?? event.name;
	const key = `event.${verb}`;
	const user = person(String(event.data?.UserName ?? ''));
	const what = key in en ? t(key as Key, { user }) : t('event.other', { what: verb.replaceAll('-', ' ').replaceAll('_', ' ') });
	const kind = KINDS[event.entity];
	return {
		id: event.id,
		at: event.at,
		actor: event.actor,
		what,
		name: [kind ? t(kind.word) : event.entity, isId(event.key) ? name : event.key].filter(Boolean).join(' '),
		href: kind?.place?.(event.key),
		tone: TONES[verb] ?? 'mute'
	};
}
