import type { Category, Context, Status, Waiting } from '$lib/api/types/niagara';
import { en } from '$lib/text/en';
import { t, type Key } from '$lib/text';
import type { Tone } from '$lib/ui/Chip.svelte';
import { atTime } from '$lib/ui/time';
import { stepOf } from '../flows/branches';
import { programName } from '../flows/words';

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

/** What a step of a run is called. */
export const stepName = (run: Pick<Context, 'workflow'>, key: string): string => stepOf(run.workflow, key)?.label ?? key;

/** Where a run stands, in words: at one step, or at one in each open branch; of one that is over where it ended. */
export function standsAt(run: Pick<Context, 'active' | 'current_step' | 'current_steps' | 'workflow'>): string {
	const keys = run.active && run.current_steps.length > 0 ? run.current_steps : [run.current_step];
	return keys.filter(Boolean).map((key) => stepName(run, key)).join(', ');
}

/** Which of the things that a run waits for is told first: what a person has to do. */
export const firstWait = (run: Pick<Context, 'waiting_for'>): Waiting | undefined => run.waiting_for.find((one) => one.what === 'person') ?? run.waiting_for[0];

/** What an open step waits for, in a word or two. */
export const waitWord = (wait: Waiting | undefined): string => (wait ? t(wait.is_check ? 'cycles.waits.check' : `cycles.waits.${wait.what}`) : t('cycles.waits.self'));

/** Who it is that an open step waits for, or which program, job or moment. */
export function waitsOn(wait: Waiting): string {
	switch (wait.what) {
		case 'person':
			return (wait.users ?? []).map((one) => one.name).join(', ') || t('cycles.waits.anybody');
		case 'machine':
			return programName(wait.application ?? '');
		case 'event':
			return (wait.events ?? []).join(', ');
		case 'job':
			return wait.job ?? '';
		default:
			return wait.until ? t('cycles.waits.until', { when: atTime(wait.until) }) : '';
	}
}

/** A reason that the server gave, in which steps are called by their names alone: their keys are for programs. */
export function reasonWords(run: Pick<Context, 'workflow' | 'reason'> | undefined): string {
	return run?.reason?.replace(/(“[^”]*”) \(([\w-]+)\)/g, (whole, name: string, key: string) => (stepOf(run.workflow, key) ? name : whole)) ?? '';
}
