import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { toasts } from './toasts.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const shown = () => toasts.shown.map((toast) => toast.text);

test('a word goes by itself, one with an action later', () => {
	toasts.say('Saved.');
	toasts.say('Planned.', { label: 'Undo', run: () => undefined });
	vi.advanceTimersByTime(6_000);
	expect(shown()).toEqual(['Planned.']);
	vi.advanceTimersByTime(12_000);
	expect(shown()).toEqual([]);
});

test('what somebody is at stays until it is let go, and a while longer', () => {
	const id = toasts.say('Planned.', { label: 'Undo', run: () => undefined });
	toasts.hold(id);
	vi.advanceTimersByTime(60_000);
	expect(shown()).toEqual(['Planned.']);
	toasts.letGo(id);
	vi.advanceTimersByTime(11_000);
	expect(shown()).toEqual(['Planned.']);
	vi.advanceTimersByTime(2_000);
	expect(shown()).toEqual([]);
});

test('an error stays until it is closed, whoever touches it', () => {
	toasts.wrong(new Error('No.'));
	const id = toasts.shown[0]!.id;
	toasts.letGo(id);
	vi.advanceTimersByTime(600_000);
	expect(toasts.shown).toHaveLength(1);
	toasts.close(id);
	expect(toasts.shown).toEqual([]);
});
