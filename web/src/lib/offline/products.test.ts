import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Job } from '$lib/api/types/job';
import { openStore, removeStore, type Store } from './db';
import { findProducts, refreshProducts } from './products';
import type { Product } from './types';

vi.mock('$lib/auth/session.svelte', async () => (await import('./stand-in')).signedIn('marcus'));

const JOB: Job = { OrderNum: '1', Items: [{ ProdNum: 'J-1', ProdAttrs: { Desc: 'Belt of the job' } }, { ProdAttrs: { Desc: 'Unnumbered belt' } }] };
const product = (num: string, desc: string, code = ''): Product => ({ num, desc, kind: '', code, serialized: false, batched: false });

let store: Store;
let asked: string[];
let pages: Record<string, { products: Product[]; next: string | null }>;

beforeEach(async () => {
	store = await openStore('marcus');
	[asked, pages] = [[], {}];
	vi.stubGlobal('fetch', async (path: string) => {
		asked.push(path);
		const page = pages[path.split('?')[1] ?? ''];
		if (!page) throw new TypeError('no signal');
		return Response.json(page);
	});
});
afterEach(async () => {
	vi.unstubAllGlobals();
	await removeStore(store);
});

it('the catalogue is read page by page, once in a while', async () => {
	pages['after=&limit=1000'] = { products: [product('A', 'Fan belt')], next: 'A' };
	pages['after=A&limit=1000'] = { products: [product('B', 'Filter')], next: null };
	await refreshProducts(store, 'marcus');
	await refreshProducts(store, 'marcus');
	expect(asked).toHaveLength(2);
	expect(await store.getAllKeys('products')).toEqual(['A', 'B']);
});

it('a catalogue that breaks off leaves the old one', async () => {
	await store.put('products', product('OLD', 'Old'));
	pages['after=&limit=1000'] = { products: [product('A', 'Fan belt')], next: 'A' };
	await expect(refreshProducts(store, 'marcus')).rejects.toThrow();
	expect(await store.getAllKeys('products')).toEqual(['OLD']);
});

it('parts are found without signal by words and code, those of the job first', async () => {
	await store.put('products', product('A', 'Fan belt', '4006381'));
	await store.put('products', product('J-1', 'Belt of the catalogue'));
	const found = async (words: string) => (await findProducts(store, 'marcus', JOB, words)).map((one) => one.desc);
	expect(await found('BELT')).toEqual(['Belt of the job', 'Fan belt']);
	expect(await found('belt fan')).toEqual(['Fan belt']);
	expect(await found('4006381')).toEqual(['Fan belt']);
	expect(await found('pump')).toEqual([]);
});

it('with signal the server’s parts follow those on the phone', async () => {
	await store.put('products', product('A', 'Fan belt'));
	pages['q=fan&limit=20'] = { products: [product('A', 'Fan belt'), product('Z', 'Fan')], next: null };
	expect((await findProducts(store, 'marcus', JOB, ' fan ')).map((one) => one.num)).toEqual(['A', 'Z']);
});
