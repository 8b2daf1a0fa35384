import { en } from '$lib/text/en';
import { t, type Key } from '$lib/text';
import type { Done } from './rehearsal';

/** What a dry run did, in words: one line for each thing. */
export function did(done: Done): string[] {
	switch (done.what) {
		case 'write':
			return (Array.isArray(done.fields) ? (done.fields as { path?: string[]; value?: unknown }[]) : []).map(({ path, value }) =>
				t('flow.did.write', { what: (path ?? []).filter((one) => one !== 'input_filter').join('.'), value: plain(value) })
			);
		case 'set-entity-status':
			return [t('flow.did.set-entity-status', { status: plain((done.status as { status?: unknown } | undefined)?.status) })];
		case 'set-entity-location':
			return [place(done)];
		case 'dispatch-job':
			return [t('flow.did.dispatch-job', { number: plain(done.number), title: plain((done.job as { Title?: unknown } | undefined)?.Title) })];
		case 'recall-job':
			return [t('flow.did.recall-job', { number: plain(done.number) })];
		case 'allocate-unit-to-project':
			return [t('flow.did.allocate-unit-to-project', { n: plain(done.qty) })];
		case 'notify':
		case 'email':
			return [t(`flow.did.${done.what}`, { to: plain(done.to), words: plain(done.message ?? done.subject) })];
		default:
			return [done.what];
	}
}

/** Where it goes: by what it is, and which one, if that is said. */
function place(done: Done): string {
	const key = `flow.did.place.${plain(done.location_type)}`;
	const what = key in en ? t(key as Key) : plain(done.location_type);
	return t('flow.did.set-entity-location', { where: done.location_id ? `${what} ${plain(done.location_id)}` : what });
}

function plain(value: unknown): string {
	if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) return t('state.none');
	if (Array.isArray(value)) return value.map(plain).join(', ');
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
