import type { Entry, Said } from '$lib/offline/types';
import { t, type Key } from '$lib/text';
import type { OpenStep, Payload } from './runs';

/** What a person fills in to close a step. */
export interface Answers {
	/** The answer to each task, by its slug: `ok`, `na` or `bad`. */
	tasks: Record<string, string>;
	/** The value of each field, by its place. */
	fields: Record<number, string>;
}

/** What is sent to close a step, and the same in words. */
export interface Closed {
	body: Record<string, unknown>;
	said: Said[];
}

/** What an answer that the server did not take was filled in with. */
export function filledIn(entry: Entry | undefined): Answers {
	const { items, fields } = (entry?.body ?? {}) as { items?: { slug: string; value: string }[]; fields?: { value: string }[] };
	return {
		tasks: Object.fromEntries((items ?? []).map(({ slug, value }) => [slug, value])),
		fields: Object.fromEntries((fields ?? []).map(({ value }, index) => [index, value]))
	};
}

/** The answer to a step that asks for more than yes or no. */
export function answer(step: OpenStep, answers: Answers): Closed {
	const payload = step.options?.payload ?? {};
	switch (step.options?.component) {
		case 'task-list':
			return ticked(payload, answers);
		case 'manual-data-entry':
			return entered(payload, answers);
		case 'follow-pdf-instructions':
			return { body: { attachment_id: payload.attachment_id }, said: [{ label: step.label, value: t('tech.run.pdf.seen') }] };
		default:
			return { body: {}, said: [] };
	}
}

export function confirmed(step: OpenStep, yes: boolean): Closed {
	const label = step.options?.payload?.message ?? step.label;
	return { body: { acknowledge: yes }, said: [{ label, value: t(yes ? 'tech.run.confirm.yes' : 'tech.run.confirm.no') }] };
}

export function failed(reason: string): Closed {
	return { body: { type: 'fail', reason }, said: [{ label: t('tech.run.fail'), value: reason }] };
}

function ticked({ items = [] }: Payload, { tasks }: Answers): Closed {
	return {
		body: { items: items.map(({ slug }) => ({ slug, value: tasks[slug] })) },
		said: items.map(({ slug, label }) => ({ label, value: t(`tech.run.answer.${tasks[slug]}` as Key) }))
	};
}

function entered({ fields = [] }: Payload, answers: Answers): Closed {
	const value = (index: number) => answers.fields[index]?.trim() ?? '';
	return {
		body: { fields: fields.map(({ label, entity_field }, index) => ({ label, entity_field, value: value(index) })) },
		said: fields.map(({ label, entity_field }, index) => ({ label, value: value(index), field: entity_field }))
	};
}
