import type { Job, TimeConstraint } from '$lib/api/types/job';
import { t } from '$lib/text';
import { atTime } from '$lib/ui/time';
import { isClosed } from '../jobs/words';

/** Who does a job and when. */
export interface Plan {
	user: string;
	start: Date;
	end: Date;
}

const MINUTE = 60_000;

/** How long a job is taken to last when nobody said, in minutes. */
export const USUAL = 60;

export const minutes = (from: Date, to: Date): number => Math.round((to.getTime() - from.getTime()) / MINUTE);
export const later = (from: Date, by: number): Date => new Date(from.getTime() + by * MINUTE);

/** How long a job is planned to last, in minutes. */
export function lasts(job: Job): number {
	if (!job.PlannedStartDate || !job.PlannedEndDate) return USUAL;
	const planned = minutes(new Date(job.PlannedStartDate), new Date(job.PlannedEndDate));
	return planned > 0 ? planned : USUAL;
}

export function endOf(job: Job): Date | null {
	if (!job.PlannedStartDate) return null;
	return later(new Date(job.PlannedStartDate), lasts(job));
}

const isHard = (job: Job): boolean => job.HardStop === true || job.HardStop === 'true';

/** What stands against a plan, in words; nothing if nothing does. */
export function consequences(job: Job, plan: Plan, others: Job[], name: (user: string) => string, now = new Date()): string[] {
	if (plan.end <= plan.start) return [t('board.backwards')];
	return [
		...overlaps(job, plan, others, name),
		...promised(job, plan),
		...present(job.TimeConstraints ?? [], plan),
		...hardStop(job, plan),
		...underWay(job, plan, name),
		...(plan.end < now && !isClosed(job) ? [t('board.past')] : [])
	];
}

function overlaps(job: Job, plan: Plan, others: Job[], name: (user: string) => string): string[] {
	return others
		.filter((other) => {
			const end = endOf(other);
			if (!end || !other.PlannedStartDate || other.OrderNum === job.OrderNum || other.UserName !== plan.user) return false;
			return !isClosed(other) && new Date(other.PlannedStartDate) < plan.end && end > plan.start;
		})
		.map((other) =>
			t(isHard(other) ? 'board.overlap.hard' : 'board.overlap', {
				user: name(plan.user),
				num: other.OrderNum,
				from: atTime(other.PlannedStartDate),
				to: atTime(endOf(other))
			})
		);
}

function promised(job: Job, plan: Plan): string[] {
	const { Earliest, Latest } = job.ApptWnd ?? {};
	const said: string[] = [];
	if (Earliest && plan.start < new Date(Earliest)) said.push(t('board.tooEarly', { at: atTime(Earliest) }));
	if (Latest && plan.start > new Date(Latest)) said.push(t('board.tooLate', { at: atTime(Latest) }));
	return said;
}

/** Constraints say when the customer is there, or by their type or words that they are not. */
function present(constraints: TimeConstraint[], plan: Plan): string[] {
	const forbids = (one: TimeConstraint) => /\bnot\b|unavail|closed|block/i.test(`${one.Type ?? ''} ${one.Desc ?? ''}`);
	const periods = constraints.flatMap((one) =>
		one.Period?.Start && one.Period.End ? [{ one, from: new Date(one.Period.Start), to: new Date(one.Period.End) }] : []
	);
	const tell = (key: 'board.notThere' | 'board.onlyThere') => (period: (typeof periods)[number]) =>
		t(key, { what: period.one.Desc ?? '', from: atTime(period.from), to: atTime(period.to) });
	const against = periods.filter(({ one, from, to }) => forbids(one) && plan.start < to && plan.end > from);
	const allowed = periods.filter(({ one }) => !forbids(one));
	const within = allowed.some(({ from, to }) => plan.start >= from && plan.end <= to);
	return [...against.map(tell('board.notThere')), ...(within ? [] : allowed.map(tell('board.onlyThere')))];
}

function hardStop(job: Job, plan: Plan): string[] {
	const end = endOf(job);
	return isHard(job) && end && plan.end > end ? [t('board.hardStop', { at: atTime(end) })] : [];
}

function underWay(job: Job, plan: Plan, name: (user: string) => string): string[] {
	const begun = !isClosed(job) && (job.ActualTravelStartDate || job.ActualStartDate);
	return begun && job.UserName && job.UserName !== plan.user ? [t('board.underWay', { user: name(job.UserName) })] : [];
}
