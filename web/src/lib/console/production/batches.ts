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

/** The `order` that puts something at a place among others that are in order: between its neighbours. */
export function between(orders: number[], place: number): number {
	const before = orders[place - 1];
	const after = orders[place];
	if (before === undefined) return after === undefined ? 0 : after - 1;
	return after === undefined ? before + 1 : (before + after) / 2;
}
