import type { Job } from '$lib/api/types/job';
import { en } from '$lib/text/en';
import { t, type Key } from '$lib/text';
import type { Tone } from '$lib/ui/Chip.svelte';

/** The statuses of a job that the API fixes, in the order of a visit. */
export const STATUSES = ['1', '9', '6', '8', '7', '1001', '4096', '4097'] as const;
export const PRIORITIES = ['1001', '1002', '1003', '1004'] as const;
export const TYPES = ['1001', '1002', '1003', '1004'] as const;

function word(kind: string, code: string | undefined): string {
	if (!code) return t('state.none');
	const key = `${kind}.${code}`;
	return key in en ? t(key as Key) : code;
}

export const statusWord = (job: Job): string => word('status', job.OrderStatus ?? '1');
export const statusName = (code: string): string => word('status', code);
export const priorityName = (code: string | undefined): string => word('priority', code);
export const typeName = (code: string | undefined): string => word('type', code);

const TONES: Record<string, Tone> = {
	'1': 'info',
	'6': 'accent',
	'7': 'accent',
	'8': 'accent',
	'9': 'warn',
	'1001': 'bad',
	'4096': 'good',
	'4097': 'warn'
};

export const statusTone = (code: string | undefined): Tone => TONES[code ?? '1'] ?? 'mute';

export const isClosed = (job: Job): boolean => job.OrderStatus === '4096' || job.OrderStatus === '4097';
export const isLate = (job: Job, now = Date.now()): boolean =>
	!isClosed(job) && !!job.PlannedEndDate && Date.parse(job.PlannedEndDate) < now;
export const isAtRisk = (job: Job, now = Date.now()): boolean =>
	!isClosed(job) && !isLate(job, now) && !job.ActualStartDate && !!job.PlannedStartDate && Date.parse(job.PlannedStartDate) < now;

/** Where a job stands on its way through the technician's device. */
export type Truth = 'unplanned' | 'planned' | 'sent' | 'delivered' | 'read' | 'accepted' | 'travelling' | 'onsite' | 'done' | 'rejected' | 'recalled';

/** What no member of a job says: its technician said yes, or it was taken back. The log knows. */
export type Reply = 'accepted' | 'recalled';

/** The steps of the way, in order. */
export const STEPS: Truth[] = ['planned', 'sent', 'delivered', 'read', 'accepted', 'travelling', 'onsite', 'done'];

/** How far a job is; `reply` is what became of its newest dispatch. */
export function truth(job: Job, reply?: Reply): Truth {
	if (isClosed(job)) return 'done';
	if (job.OrderStatus === '1001') return 'rejected';
	if (job.ActualStartDate || job.OrderStatus === '7' || job.OrderStatus === '8') return 'onsite';
	if (job.ActualTravelStartDate || job.OrderStatus === '6') return 'travelling';
	if (job.DispatchStatus === 3) return reply === 'accepted' ? reply : job.IsRead ? 'read' : job.IsDelivered ? 'delivered' : 'sent';
	if (reply === 'recalled') return reply;
	return job.PlannedStartDate || job.UserName ? 'planned' : 'unplanned';
}

export const TRUTH_TONES: Record<Truth, Tone> = {
	unplanned: 'mute',
	planned: 'mute',
	sent: 'warn',
	delivered: 'info',
	read: 'info',
	accepted: 'info',
	travelling: 'accent',
	onsite: 'accent',
	done: 'good',
	rejected: 'bad',
	recalled: 'warn'
};

export const truthWord = (one: Truth): string => t(`truth.${one}`);

/** The place of a job in one line. */
export function where(job: Job): string {
	return [job.Location?.Name ?? job.Account?.Name, job.Location?.Address?.City].filter(Boolean).join(', ');
}
