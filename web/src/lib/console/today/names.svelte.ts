import { api, must } from '$lib/api/client';
import { findJobs, quoted } from '$lib/api/jobs';
import { as } from '$lib/api/niagara';
import { session } from '$lib/auth/session.svelte';
import type { Happened } from '$lib/live/live.svelte';
import { t } from '$lib/text';
import { isId, orderOf, workshopKind } from '../feed';
import { read } from '../workshop/api';

/** What has a key that nobody reads, and what to ask for to know its name. */
interface Thing {
	entity: string;
	key: string;
}

const place = ({ entity, key }: Thing): string => `${entity} ${key}`;

/** What the things of the log are called: an event says it, or it is asked for, once for each. What may not be read stays without a name. */
export class Names {
	#known = $state.raw<ReadonlyMap<string, string>>(new Map());
	readonly #asked = new Set<string>();

	of(thing: Thing): string {
		if (thing.entity !== 'CYC') return this.#known.get(place(thing)) ?? '';
		const order = this.#known.get(place({ entity: 'WOR', key: orderOf(thing.key) }));
		return order ? t('today.feed.cycle', { n: thing.key.split('_')[1] ?? '', order }) : '';
	}

	/** Takes note of what happened, and asks for the names that are still missing. */
	async hear(events: Happened[]): Promise<void> {
		this.#learn(events.flatMap((event) => (said(event) ? [[place(event), said(event)] as const] : [])));
		const wanted = events.filter((event) => isId(event.key)).map(named);
		const missing = [...new Map(wanted.map((thing) => [place(thing), thing])).values()].filter(
			(thing) => !this.#known.has(place(thing)) && !this.#asked.has(place(thing))
		);
		for (const thing of missing) this.#asked.add(place(thing));
		const jobs = missing.filter((thing) => thing.entity === 'job');
		const answers = await Promise.allSettled([titles(jobs), ...missing.filter((thing) => thing.entity !== 'job').map(label)]);
		this.#learn(answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : [])));
	}

	#learn(names: (readonly [string, string])[]): void {
		if (names.length > 0) this.#known = new Map([...this.#known, ...names]);
	}
}

/** The thing whose name tells an event: of a cycle its work order. */
const named = ({ entity, key }: Happened): Thing => (entity === 'CYC' ? { entity: 'WOR', key: orderOf(key) } : { entity, key });

/** The name that an event gives. */
function said(event: Happened): string {
	const name = event.changes?.label?.new ?? event.changes?.Title?.new;
	return typeof name === 'string' ? name : '';
}

async function titles(jobs: Thing[]): Promise<[string, string][]> {
	if (jobs.length === 0 || !session.may('workorder:read')) return [];
	const filters = `OrderNum=in=(${jobs.map((job) => quoted(job.key)).join(',')})`;
	const found = await findJobs({ filters, fields: 'OrderNum,Title', limit: jobs.length });
	return found.map((job) => [place({ entity: 'job', key: job.OrderNum }), job.Title ?? '']);
}

async function label(thing: Thing): Promise<[string, string][]> {
	const kind = workshopKind(thing.entity);
	const path = { params: { path: { id: thing.key } } };
	if (kind) return session.may(`${kind === 'place' ? 'location' : kind}:read`) ? [[place(thing), (await read<{ label: string }>(kind, thing.key)).doc.label]] : [];
	if (thing.entity === 'CTX' && session.may('context:read')) {
		const run = as<{ workflow: { label: string }; entity?: { label?: string } | null }>(must(await api.GET('/contexts/{id}', path)));
		return [[place(thing), [run.entity?.label, run.workflow.label].filter(Boolean).join(', ')]];
	}
	if (thing.entity === 'BAT' && session.may('batch:read')) return [[place(thing), as<{ queue: { label: string } }>(must(await api.GET('/batches/{id}', path))).queue.label]];
	if (thing.entity === 'WKF' && session.may('work-flow:read')) return [[place(thing), as<{ label: string }>(must(await api.GET('/work-flows/{id}', path))).label]];
	return [];
}
