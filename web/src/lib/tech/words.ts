import type { Job } from '$lib/api/types/job';
import { STATUS } from '$lib/offline/project';
import type { Entry, Problem } from '$lib/offline/types';
import { t, type Key } from '$lib/text';
import type { Tone } from '$lib/ui/Chip.svelte';

/** How a job stands, in a word. */
export function statusWord(job: Job): string {
	if (job.Paused && job.OrderStatus === STATUS.onSite) return t('tech.job.paused');
	return codeWord(job.OrderStatus ?? STATUS.new);
}

export function codeWord(code: string): string {
	const known: string[] = Object.values(STATUS);
	return known.includes(code) ? t(`status.${code}` as Key) : code;
}

/** What is begun: the unit, or the next one. */
export function beginning({ begins }: Entry): string {
	return begins?.unit ?? t('tech.queue.begin.next');
}

/** How an entry stands with the server; `part` of its file is there. */
export function stateWord(entry: Entry, part?: number): string {
	if (entry.state === 'sending' && part !== undefined) return t('tech.outbox.state.part', { part: Math.round(part * 100) });
	return t(`tech.outbox.state.${entry.state}`);
}

const STATE_TONES: Record<Entry['state'], Tone> = { waiting: 'info', sending: 'accent', sent: 'good', conflict: 'bad' };

export function stateTone(entry: Entry): Tone {
	return STATE_TONES[entry.state];
}

/** Why a step of a run was not taken, as a sentence. */
export function refusalWord({ status, detail, members }: Problem): string {
	switch (status) {
		case 409:
			return t('tech.step.refused.closed');
		case 423:
			return t('tech.step.refused.ended');
		case 404:
			return t('tech.step.refused.gone');
		case 403:
			return t('tech.step.refused.forbidden');
		default:
			return members?.length ? members.map((one) => one.reason).join('; ') : detail;
	}
}

/** The colour that goes with how a job stands. */
export function statusTone(job: Job): Tone {
	switch (job.OrderStatus) {
		case STATUS.enRoute:
		case STATUS.arrived:
			return 'info';
		case STATUS.onSite:
			return job.Paused ? 'warn' : 'accent';
		case STATUS.complete:
			return 'good';
		case STATUS.incomplete:
		case STATUS.rejected:
			return 'bad';
		default:
			return 'mute';
	}
}

/** Where the job is, on one line. */
export function placeOf(job: Job): string {
	const address = job.Location?.Address ?? job.Account?.Addresses?.[0];
	return [address?.AddrLine1, address?.City].filter(Boolean).join(', ');
}

/** Opens the phone's maps: the point if it is known, else a search for the address. */
export function mapLink(job: Job): string | null {
	const address = job.Location?.Address ?? job.Account?.Addresses?.[0];
	if (!address) return null;
	const words = encodeURIComponent([address.AddrLine1, address.City, address.Region, address.Zip].filter(Boolean).join(', '));
	const { Lat: lat, Lon: lon } = address;
	return lat && lon ? `geo:${lat},${lon}?q=${lat},${lon}(${words})` : words ? `geo:0,0?q=${words}` : null;
}

/** Whom to call about it. */
export function contactOf(job: Job): { name: string; phone: string | null } | null {
	const contact = job.Location?.Contacts?.[0] ?? job.Account?.Contacts?.[0];
	if (!contact) return null;
	const name = [contact.FirstName, contact.LastName].filter(Boolean).join(' ');
	return { name, phone: contact.Phones?.find((phone) => phone.PhoneNum)?.PhoneNum ?? null };
}
