import { Refused } from '$lib/api/client';
import { findJobs, findReplies, getJob, OPEN, patchJob, quoted, type JobQuery } from '$lib/api/jobs';
import type { Job } from '$lib/api/types/job';
import { session } from '$lib/auth/session.svelte';
import type { Happened } from '$lib/live/live.svelte';
import { t } from '$lib/text';
import { toasts } from '$lib/ui/toasts.svelte';
import { atTime } from '$lib/ui/time';
import { technicians, type Technician } from '../people.svelte';
import { same } from '../jobs/merge';
import type { Reply } from '../jobs/words';
import { later, USUAL, type Plan } from './plan';
import { byUrgency, isWaiting, isWithin, kept } from './reading';

/** What the board shows of a job. */
const FIELDS =
	'OrderNum,OrderStatus,OrderType,Priority,Title,Description,Account/Name,Location/Name,Location/Address,UserName,PlannedStartDate,PlannedEndDate,' +
	'DispatchStatus,IsDelivered,IsRead,ActualTravelStartDate,ActualStartDate,ActualEndDate,ApptWnd,TimeConstraints,HardStop';

/** How many jobs of one technician are looked at around a time. */
const AROUND = 200;

/** How many plans can be undone. */
const UNDOABLE = 50;

/** How many jobs the server gives at once, and how many the board takes. */
const PAGE = 1_000;
const MOST = 5_000;
/** So many jobs are read one by one; when more changed, all are. */
const FEW = 50;

/** Jobs that nobody has set out for: only of them it has to be asked what became of their dispatch. */
const UNBEGUN = 'OrderStatus=in=(1,9)';

/** Jobs that wait to be dispatched. */
const WAITING = `${OPEN};DispatchStatus<3`;

const PLAN = ['UserName', 'PlannedStartDate', 'PlannedEndDate'] as const;
type Planned = Partial<Record<(typeof PLAN)[number], string>>;

/** The jobs and technicians of the board, kept up with what happens. */
export class Board {
	jobs = $state.raw<Job[]>([]);
	unscheduled = $state.raw<Job[]>([]);
	people = $state.raw<Technician[]>([]);
	/** What became of the newest dispatch of the jobs: no member of a job says it. */
	replies = $state.raw<ReadonlyMap<string, Reply>>(new Map());
	error = $state.raw<unknown>();
	ready = $state(false);
	#window: { from: Date; to: Date } | undefined;
	#asked = 0;
	#everyone = $state.raw<Technician[]>([]);
	/** The jobs that something happened to since they were read. */
	readonly #news = new Set<string>();
	/** What was planned here, the newest last. */
	#planned: { job: Job; before: Planned; toast: number }[] = [];

	name = (user: string): string => (this.#everyone.find((one) => one.id === user) ?? this.people.find((one) => one.id === user))?.name ?? user;

	async show(from: Date, to: Date): Promise<void> {
		this.#window = { from, to };
		await this.load();
	}

	load = async (): Promise<void> => {
		const shown = this.#window;
		if (!shown) return;
		const mine = ++this.#asked;
		const told = [...this.#news];
		const window = `PlannedStartDate<${shown.to.toISOString()};(PlannedEndDate>${shown.from.toISOString()},PlannedStartDate>=${shown.from.toISOString()});UserName!=''`;
		try {
			const [jobs, unscheduled, people] = await Promise.all([
				every({ filters: window, fields: FIELDS, sort: 'PlannedStartDate,OrderNum' }),
				every({ filters: WAITING, fields: FIELDS, sort: 'Priority,OrderNum' }),
				this.#everyone.length > 0 ? this.#everyone : technicians().catch(() => [])
			]);
			if (mine !== this.#asked) return;
			this.jobs = kept(this.jobs, jobs);
			this.unscheduled = kept(this.unscheduled, unscheduled);
			for (const num of told) this.#news.delete(num);
			this.#everyone = people;
			this.#showRows();
			this.error = undefined;
			this.ready = true;
			const said = await Promise.all([everyReply(`${window};${UNBEGUN}`, jobs), everyReply(WAITING, unscheduled)]);
			if (mine === this.#asked) this.replies = new Map(said.flatMap((some) => [...some]));
		} catch (error) {
			if (mine === this.#asked) this.error = error;
		}
	};

	/** Reads what events told of since the last time, and only that. */
	catchUp = async (): Promise<void> => {
		const news = [...this.#news];
		const shown = this.#window;
		if (news.length === 0) return;
		if (!shown || !this.ready || news.length > FEW) return this.load();
		const asked = this.#asked;
		try {
			const filters = `OrderNum=in=(${news.map(quoted).join(',')})`;
			const [fresh, said] = await Promise.all([findJobs({ filters, fields: FIELDS, limit: FEW }), findReplies({ filters, limit: FEW })]);
			// A whole reading that began meanwhile knows better.
			if (asked !== this.#asked) return;
			for (const num of news) this.#news.delete(num);
			const others = (jobs: Job[]) => jobs.filter((job) => !news.includes(job.OrderNum));
			this.jobs = kept(this.jobs, [...others(this.jobs), ...fresh.filter((job) => isWithin(job, shown.from, shown.to))]);
			this.unscheduled = kept(this.unscheduled, [...others(this.unscheduled), ...fresh.filter(isWaiting)].sort(byUrgency));
			this.replies = new Map([...[...this.replies].filter(([num]) => !news.includes(num)), ...said]);
			this.#showRows();
			this.error = undefined;
		} catch (error) {
			if (asked === this.#asked) this.error = error;
		}
	};

	/** A row for everybody who can be sent out or has a job. */
	#showRows(): void {
		const rows = withUnknown(this.#everyone, this.jobs);
		if (!same(rows, this.people)) this.people = rows;
	}

	/** The jobs that can stand against a plan: those of the board, and where the plan leaves what it shows, its technician's at that time. */
	async others(plan: Plan): Promise<Job[]> {
		const shown = this.#window;
		if (shown && plan.start >= shown.from && plan.end <= shown.to) return this.jobs;
		const [from, to] = [plan.start.toISOString(), plan.end.toISOString()];
		// Of a job without an end it is known how long it is taken to last.
		const since = later(plan.start, -USUAL).toISOString();
		const filters = `UserName==${quoted(plan.user)};PlannedStartDate<${to};(PlannedEndDate>${from},PlannedStartDate>${since})`;
		const there = await findJobs({ filters, fields: FIELDS, limit: AROUND });
		return [...this.jobs, ...there.filter((job) => !this.jobs.some((known) => known.OrderNum === job.OrderNum))];
	}

	/** Notes which job an event is about. */
	heard(event: Happened): void {
		this.#news.add(event.key);
	}

	/** Plans a job as a person said, and offers to undo it. `against` is what stood against it, with the reason to do it anyway. */
	async plan(job: Job, plan: Plan | null, against?: { what: string[]; why: string }): Promise<boolean> {
		const wanted: Planned = plan
			? { UserName: plan.user, PlannedStartDate: plan.start.toISOString(), PlannedEndDate: plan.end.toISOString() }
			: {};
		const note = against && {
			ID: crypto.randomUUID(),
			Author: session.me?.id ?? '',
			Date: new Date().toISOString(),
			Text: t('board.note', { what: against.what.join(' '), why: against.why })
		};
		const before = await this.#change(job, wanted, note ? { Notes: [note] } : {});
		if (!before) return false;
		const num = job.OrderNum;
		const text = plan ? t('board.planned', { num, user: this.name(plan.user), at: atTime(plan.start) }) : t('board.unplanned', { num });
		const made = { job: { ...job, ...cleared(wanted) }, before, toast: 0 };
		made.toast = toasts.say(text, { label: t('action.undo'), run: () => void this.#undo(made) });
		this.#planned = [...this.#planned.slice(1 - UNDOABLE), made];
		return true;
	}

	/** Undoes what was planned here last; whether there was anything. */
	undo(): boolean {
		const last = this.#planned.at(-1);
		if (last) void this.#undo(last);
		return !!last;
	}

	async #undo(made: { job: Job; before: Planned; toast: number }): Promise<void> {
		this.#planned = this.#planned.filter((one) => one !== made);
		toasts.close(made.toast);
		if (await this.#change(made.job, made.before, {})) toasts.say(t('board.undone', { num: made.job.OrderNum }));
	}

	/** Changes a job's plan if it is still planned as the board shows it; what it was before, or nothing if that failed. */
	async #change(job: Job, wanted: Planned, more: object): Promise<Planned | null> {
		const num = job.OrderNum;
		try {
			const { doc, etag } = await getJob(num);
			if (PLAN.some((name) => (doc[name] ?? '') !== (job[name] ?? ''))) {
				toasts.wrong(new Error(t('board.someoneElse', { num })));
				return null;
			}
			const patch = Object.fromEntries(PLAN.map((name) => [name, wanted[name] ?? {}]));
			const warning = await patchJob(num, { ...patch, ...more }, etag);
			if (warning) toasts.say(t('job.warned', { why: warning }));
			return Object.fromEntries(PLAN.map((name) => [name, doc[name]]));
		} catch (error) {
			const late = error instanceof Refused && error.status === 412;
			toasts.wrong(late ? new Error(t('board.someoneElse', { num })) : error);
			return null;
		} finally {
			this.#news.add(num);
			await this.catchUp();
		}
	}
}

/** A plan with what it takes away said. */
function cleared(wanted: Planned): Planned {
	return Object.fromEntries(PLAN.map((name) => [name, wanted[name]]));
}

async function every(query: JobQuery): Promise<Job[]> {
	const jobs: Job[] = [];
	for (let start = 0; start < MOST; start += PAGE) {
		const page = await findJobs({ ...query, start, limit: PAGE });
		jobs.push(...page);
		if (page.length < PAGE) break;
	}
	return jobs;
}

/** What became of jobs that were found, page after page. */
async function everyReply(filters: string, jobs: Job[]): Promise<Map<string, Reply>> {
	const count = Math.ceil(jobs.length / PAGE);
	const pages = await Promise.all(Array.from({ length: count }, (_, n) => findReplies({ filters, start: n * PAGE, limit: PAGE })));
	return new Map(pages.flatMap((page) => [...page]));
}

/** Those who can be sent out, and whoever else has a job on the board. */
function withUnknown(people: Technician[], jobs: Job[]): Technician[] {
	const rows = people.filter((one) => one.mobile || jobs.some((job) => job.UserName === one.id));
	const known = new Set(rows.map((one) => one.id));
	const others = new Set(jobs.map((job) => job.UserName ?? '').filter((user) => user && !known.has(user)));
	return [...rows, ...[...others].map((id) => ({ id, name: id, mobile: true }))];
}
