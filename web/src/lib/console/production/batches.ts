/** How many batches a queue gets. */
export interface Share {
	queue: string;
	total: number;
}

/** Batches spread over queues as evenly as they go; the first queues get what is left over. */
export function spread(total: number, queues: string[]): Share[] {
	if (queues.length === 0 || !(total > 0)) return [];
	const each = Math.floor(total / queues.length);
	const over = total % queues.length;
	return queues.map((queue, n) => ({ queue, total: each + (n < over ? 1 : 0) })).filter((share) => share.total > 0);
}

/** The `order` that puts something at a place among others that are in order; nothing if there is no room: orders are not negative. */
export function between(orders: number[], place: number): number | null {
	const before = orders[place - 1];
	const after = orders[place];
	if (after === undefined) return before === undefined ? 0 : before + 1;
	if (before === undefined) return after > 0 ? after / 2 : null;
	return before < after ? (before + after) / 2 : null;
}
