import type { Category, Context, Status } from '$lib/api/types/niagara';
import { en } from '$lib/text/en';
import { t, type Key } from '$lib/text';
import type { Tone } from '$lib/ui/Chip.svelte';

const TONES: Record<Category, Tone> = {
	PENDING: 'mute',
	IN_PROGRESS: 'accent',
	VERIFYING: 'info',
	BLOCKED: 'bad',
	COMPLETE: 'good',
	CANCELLED: 'mute'
};

/** How the ends of runs look. */
const OUTCOMES: Record<string, Tone> = { succeeded: 'good', failed: 'bad', cancelled: 'mute' };

export const outcomeTone = (outcome: string | null): Tone => OUTCOMES[outcome ?? ''] ?? 'mute';

/** How a run ended, in words. */
export function outcomeWord(outcome: string | null): string {
	const key = `context.outcome.${outcome}`;
	return key in en ? t(key as Key) : t('context.ended');
}

type Run = Pick<Context, 'active' | 'waiting_for_user' | 'outcome'>;

/** How a run looks: what it came to, or whether somebody has to do something. */
export const runTone = (run: Run): Tone => (run.active ? (run.waiting_for_user ? 'warn' : 'accent') : outcomeTone(run.outcome));

/** Whether a run is under way or how it ended, in words. */
export const runWord = (run: Run): string => (run.active ? t('context.active') : outcomeWord(run.outcome));

export const categoryTone = (status: Status | null): Tone => (status ? TONES[status.category] : 'mute');
