import type { Happened } from '$lib/live/live.svelte';
import { en } from '$lib/text/en';
import { t, type Key } from '$lib/text';

const KINDS: Record<string, { word: Key; place?: (key: string) => string }> = {
	job: { word: 'kind.job', place: (key) => `/console/jobs/${encodeURIComponent(key)}` },
	account: { word: 'kind.account', place: (key) => `/console/records/account?open=${encodeURIComponent(key)}` },
	location: { word: 'kind.location', place: (key) => `/console/records/location?open=${encodeURIComponent(key)}` },
	user: { word: 'kind.user', place: (key) => `/console/records/user?open=${encodeURIComponent(key)}` },
	asset: { word: 'kind.asset', place: (key) => `/console/records/asset?open=${encodeURIComponent(key)}` },
	product: { word: 'kind.product', place: (key) => `/console/records/product?open=${encodeURIComponent(key)}` },
	WOR: { word: 'kind.work-order', place: (key) => `/console/work-orders/${key}` },
	PRJ: { word: 'kind.project', place: (key) => `/console/projects/${key}` },
	CTX: { word: 'kind.run', place: (key) => `/console/contexts/${key}` },
	CYC: { word: 'kind.cycle', place: (key) => `/console/work-orders/${key.split('_')[0] ?? key}` },
	UNIT: { word: 'kind.unit', place: (key) => `/console/units/${key}` },
	UNI: { word: 'kind.unit', place: (key) => `/console/units/${key}` },
	BAT: { word: 'kind.batch' },
	QUE: { word: 'kind.queue' }
};

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

/** Tells an event in words. */
export function told(event: Happened, person = (id: string) => id): Story {
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
		name: kind ? `${t(kind.word)} ${short(event.key)}` : `${event.entity} ${short(event.key)}`,
		href: kind?.place?.(event.key),
		tone: TONES[verb] ?? 'mute'
	};
}

/** Ids of the workshop are long: their last characters tell them apart. */
function short(key: string): string {
	return /^[0-9a-f]{8}-/.test(key) ? `…${key.slice(-6)}` : key;
}
