import type { Job } from '$lib/api/types/job';
import type { Store } from './db';
import type { Product } from './types';
import { ask } from './wire';

/** How long the catalogue on the phone counts as new, in milliseconds. */
const FRESH_FOR = 12 * 3_600_000;
/** How many products one page has. */
const PAGE = 1_000;
/** The most products that are kept on the phone; what is beyond is found with signal only. */
const MOST = 10_000;
/** How many hits are shown. */
export const SHOWN = 20;

interface Page {
	products: Product[];
	next: string | null;
}

/** Brings the catalogue on this phone up to date, if it is old. */
export async function refreshProducts(store: Store, user: string): Promise<void> {
	const read = await store.get('facts', 'products');
	if (typeof read === 'number' && Date.now() - read < FRESH_FOR) return;
	const products: Product[] = [];
	for (let after: string | null = ''; after !== null && products.length < MOST; ) {
		const page: Page | null = await pageOf(user, { after, limit: String(PAGE) });
		if (!page) return;
		products.push(...page.products);
		after = page.next;
	}
	const tx = store.transaction(['products', 'facts'], 'readwrite');
	void tx.objectStore('products').clear();
	for (const product of products) void tx.objectStore('products').put(product);
	void tx.objectStore('facts').put(Date.now(), 'products');
	await tx.done;
}

/** What the phone and, if there is signal, the server know by these words; what the job names comes first. */
export async function findProducts(store: Store, user: string, job: Job, words: string): Promise<Product[]> {
	const known = [...ofJob(job), ...(await store.getAll('products'))].filter((product) => has(product, words));
	if (known.length >= SHOWN || !words.trim()) return distinct(known);
	const page = await pageOf(user, { q: words.trim(), limit: String(SHOWN) }).catch(() => null);
	return distinct([...known, ...(page?.products ?? [])]);
}

async function pageOf(user: string, query: Record<string, string>): Promise<Page | null> {
	const answer = await ask(user, `/device/v1/products?${new URLSearchParams(query)}`);
	return answer.ok ? ((await answer.json()) as Page) : null;
}

function distinct(products: Product[]): Product[] {
	const first = new Map<string, Product>();
	for (const product of products) if (!first.has(product.num)) first.set(product.num, product);
	return [...first.values()].slice(0, SHOWN);
}

/** Every word is somewhere in the product. */
function has(product: Product, words: string): boolean {
	const text = `${product.num} ${product.desc} ${product.code}`.toLocaleLowerCase();
	return words.toLocaleLowerCase().split(/\s+/).every((word) => text.includes(word));
}

/** The products that a job names itself. */
function ofJob(job: Job): Product[] {
	const named = [...(job.Items ?? []), ...((job.OrderedItems as typeof job.Items) ?? [])];
	return named
		.filter((item) => item.ProdNum)
		.map((item) => ({
			num: item.ProdNum ?? '',
			desc: item.ProdAttrs?.Desc ?? item.ProdNum ?? '',
			kind: item.ProdAttrs?.ProdType ?? '',
			code: '',
			serialized: item.ProdAttrs?.IsSerialized ?? false,
			batched: item.ProdAttrs?.IsBatch ?? false
		}));
}
