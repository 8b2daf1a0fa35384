import { later, minutes, type Plan } from './plan';

/** What of the board is seen, and in what steps jobs are moved on it. */
export interface Grid {
	from: Date;
	to: Date;
	/** The least that a job is moved by, and lasts, in minutes. */
	step: number;
	/** The technicians in the order of their rows. */
	users: string[];
}

/**
 * The plan that a key makes of a plan: left and right move in time, up and down to another technician, with Shift left and right
 * change how long it lasts. Nothing if the key means something else. What is moved stays on the grid.
 */
export function moved(plan: Plan, key: string, shift: boolean, grid: Grid): Plan | null {
	const way = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
	if (way !== 0) return shift ? stretched(plan, way, grid) : shifted(plan, way, grid);
	if (key !== 'ArrowUp' && key !== 'ArrowDown') return null;
	const row = grid.users.indexOf(plan.user) + (key === 'ArrowDown' ? 1 : -1);
	return { ...plan, user: grid.users[Math.min(Math.max(row, 0), grid.users.length - 1)] ?? plan.user };
}

function shifted(plan: Plan, way: number, grid: Grid): Plan {
	const wanted = later(plan.start, way * grid.step).getTime();
	// Something of it has to be seen, else nobody knows where it is.
	const start = new Date(Math.min(Math.max(wanted, grid.from.getTime()), later(grid.to, -grid.step).getTime()));
	return { ...plan, start, end: later(start, minutes(plan.start, plan.end)) };
}

function stretched(plan: Plan, way: number, grid: Grid): Plan {
	return { ...plan, end: later(plan.start, Math.max(grid.step, minutes(plan.start, plan.end) + way * grid.step)) };
}
