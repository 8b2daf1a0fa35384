import type { Category, Status } from '$lib/api/types/niagara';
import type { Tone } from '$lib/ui/Chip.svelte';

const TONES: Record<Category, Tone> = {
	PENDING: 'mute',
	IN_PROGRESS: 'accent',
	VERIFYING: 'info',
	BLOCKED: 'bad',
	COMPLETE: 'good',
	CANCELLED: 'mute'
};

export const categoryTone = (status: Status | null): Tone => (status ? TONES[status.category] : 'mute');
