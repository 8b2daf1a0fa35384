import type { Definition, Step } from '$lib/api/types/niagara';

type Steps = Record<string, Step>;

/** A branch of a parallel step. */
export interface Branch {
	starts_at?: string;
	steps: Steps;
	[member: string]: unknown;
}

/** Where steps stand: in a branch of a parallel step; `null` is the work flow itself. */
export type Level = { parallel: string; branch: number } | null;

/** How many branches a parallel step has. */
export const FEWEST = 2;
export const MOST = 5;

/** The kinds of steps that a branch may hold. */
export const INSIDE = ['user', 'machine', 'function', 'decision', 'pass'];

const isDoc = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The branches of a step; none if it is not parallel. */
export const branchesOf = (step: Step): Branch[] => (Array.isArray(step.branches) ? (step.branches as Branch[]) : []);

/** All steps, those in branches behind the step that they are in. */
export function allSteps(definition: Definition): [key: string, step: Step][] {
	return Object.entries(definition.steps).flatMap(([key, step]) => [
		[key, step] as [string, Step],
		...branchesOf(step).flatMap((branch) => Object.entries(branch.steps))
	]);
}

/** Where a step stands; nothing if there is no such step. No two steps have the same key, wherever they stand. */
export function levelOf(definition: Definition, key: string): Level | undefined {
	if (Object.hasOwn(definition.steps, key)) return null;
	for (const [parallel, step] of Object.entries(definition.steps)) {
		const branch = branchesOf(step).findIndex((one) => Object.hasOwn(one.steps, key));
		if (branch >= 0) return { parallel, branch };
	}
	return undefined;
}

/** The steps that stand in one place. */
export function stepsIn(definition: Definition, level: Level): Steps {
	const outer = level && definition.steps[level.parallel];
	return level ? ((outer && branchesOf(outer)[level.branch]?.steps) ?? {}) : definition.steps;
}

/** A step, wherever it stands. */
export function stepOf(definition: Definition, key: string): Step | undefined {
	const level = levelOf(definition, key);
	return level === undefined ? undefined : stepsIn(definition, level)[key];
}

/** The definition with other steps in one place. */
export function withSteps(definition: Definition, level: Level, steps: Steps): Definition {
	if (!level) return { ...definition, steps };
	const outer = definition.steps[level.parallel];
	if (!outer) return definition;
	return withBranches(definition, level.parallel, branchesOf(outer).map((one, n) => (n === level.branch ? { ...one, steps } : one)));
}

/** The definition with other branches of a parallel step. */
export function withBranches(definition: Definition, parallel: string, branches: Branch[]): Definition {
	const outer = definition.steps[parallel];
	return outer ? { ...definition, steps: { ...definition.steps, [parallel]: { ...outer, branches } } } : definition;
}

/** Whether a step may lead to another: to one beside it or, out of a branch, to one of the work flow itself. */
export function mayLead(definition: Definition, from: string, to: string): boolean {
	const [source, target] = [levelOf(definition, from), levelOf(definition, to)];
	if (source === undefined || target === undefined) return false;
	return target === null || (source !== null && source.parallel === target.parallel && source.branch === target.branch);
}

/**
 * The definition after a parallel step was led elsewhere: its branches meet where it leads, so what left them for
 * where it led before (`was`) leaves them for there now.
 */
export function meeting(definition: Definition, parallel: string, at: string, was: unknown): Definition {
	const outer = definition.steps[parallel];
	if (!outer) return definition;
	const led = (step: Step): Step => {
		const { [at]: to, ...rest } = step;
		if (to !== was) return step;
		return (outer[at] === undefined ? rest : { ...step, [at]: outer[at] }) as Step;
	};
	const moved = (branch: Branch): Branch => ({ ...branch, steps: Object.fromEntries(Object.entries(branch.steps).map(([key, step]) => [key, led(step)])) });
	return withBranches(definition, parallel, branchesOf(outer).map(moved));
}

/** The definition with a step more at the end of a branch, which goes on where the branch was left before. */
export function extended(definition: Definition, level: NonNullable<Level>, key: string, step: Step): Definition {
	const outer = definition.steps[level.parallel];
	const branch = outer && branchesOf(outer)[level.branch];
	if (!outer || !branch) return definition;
	const last = Object.entries(branch.steps).findLast(([, one]) => one.goto === undefined || !Object.hasOwn(branch.steps, one.goto));
	const before = last ? { ...branch.steps, [last[0]]: { ...last[1], goto: key } } : branch.steps;
	const ways = Object.fromEntries(Object.entries({ goto: last?.[1].goto ?? outer.goto, goto_fail: outer.goto_fail }).filter(([, to]) => to !== undefined));
	const next = { ...branch, starts_at: last ? branch.starts_at : key, steps: { ...before, [key]: { ...step, ...ways } } };
	return withBranches(definition, level.parallel, branchesOf(outer).map((one, n) => (n === level.branch ? next : one)));
}

/** Reads a definition that somebody wrote. Throws with the place of what is no step or branch. */
export function readDefinition(text: string): Definition {
	const read = JSON.parse(text) as Definition;
	const need = (value: unknown, place: string): void => {
		if (!isDoc(value)) throw new Error(place);
	};
	need(read, '$');
	need(read.steps, 'steps');
	for (const [key, step] of Object.entries(read.steps)) {
		need(step, `steps.${key}`);
		for (const [n, branch] of branchesOf(step).entries()) {
			const place = `steps.${key}.branches[${n}]`;
			need(branch, place);
			need(branch.steps, `${place}.steps`);
			for (const [inner, one] of Object.entries(branch.steps)) need(one, `${place}.steps.${inner}`);
		}
	}
	return read;
}
