import type { Item } from '$lib/api/types/job';

/** The number that a new entry gets: behind the highest that there is. */
export function nextId(ids: (string | undefined)[]): string {
	return String(Math.max(0, ...ids.map(Number).filter(Number.isFinite)) + 1);
}

/** What an item comes to; what came back counts against. */
export function sumOf(item: Item): number {
	return (item.Price ?? 0) * (item.Qty ?? 1) * (item.IsRet ? -1 : 1);
}

/** What the items come to that the customer pays. */
export function total(items: Item[]): number {
	return items.filter((item) => item.IsChargeable !== false).reduce((sum, item) => sum + sumOf(item), 0);
}

/** Items that all have an ID of their own, so that each can be changed by itself. */
export function numbered(items: Item[]): boolean {
	const ids = items.map((item) => item.ID);
	return ids.every(Boolean) && new Set(ids).size === ids.length;
}

/** The totals that a device reckoned, by their names in the document. */
export function reckoned(totals: Record<string, unknown> | undefined): { name: string; amount: number }[] {
	return Object.entries(totals ?? {}).flatMap(([name, amount]) => (typeof amount === 'number' ? [{ name, amount }] : []));
}
