import type { Category, Status } from '$lib/api/types/niagara';
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

export const categoryTone = (status: Status | null): Tone => (status ? TONES[status.category] : 'mute');
