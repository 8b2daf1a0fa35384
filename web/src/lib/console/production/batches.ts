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

/** The most batches of one entry of a request. */
const MOST = 100;

/** What a request for batches names: entries of a hundred batches at most, queue after queue. */
export function entries(shares: Share[], size: number): { queue_id: string; number_cycles: number; total: number }[] {
	return shares.flatMap(({ queue, total }) =>
		Array.from({ length: Math.ceil(total / MOST) }, (_, n) => ({ queue_id: queue, number_cycles: size, total: Math.min(MOST, total - n * MOST) }))
	);
}

/** Which entry of a request for batches a refusal is about. */
export function placeOf(path: string): number | undefined {
	const found = /batches\[(\d+)\]/.exec(path);
	return found ? Number(found[1]) : undefined;
}

/** The `order`s that put so many things at a place among others that are in order; nothing if there is no room: orders are not negative. */
export function between(orders: number[], place: number, count = 1): number[] | null {
	const before = orders[place - 1];
	const after = orders[place];
	const each = (make: (n: number) => number) => Array.from({ length: count }, (_, n) => make(n + 1));
	if (after === undefined) return each((n) => (before === undefined ? n - 1 : before + n));
	if (before === undefined) return after > 0 ? each((n) => (after * n) / (count + 1)) : null;
	return before < after ? each((n) => before + ((after - before) * n) / (count + 1)) : null;
}
