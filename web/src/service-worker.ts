/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
/// <reference types="@sveltejs/kit" />
import { version } from '$service-worker';

/*
 * Keeps the files of the technician's app on the phone, so that it opens without signal. Data is no business of it: that is kept
 * by the app itself. One version of the page always goes with the files of the same version.
 */
const worker = self as unknown as ServiceWorkerGlobalScope;
const KEPT = `docket-tech-${version}`;
/** The one page; it draws whatever the address asks for. */
const PAGE = '/tech';
/** Which files the app is made of; written when it is built. */
const FILES = '/_app/tech-files.json';

worker.addEventListener('install', (event) => event.waitUntil(fill()));
worker.addEventListener('activate', (event) => event.waitUntil(begin()));
worker.addEventListener('message', (event) => {
	if (event.data === 'take over') void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
	if (request.mode === 'navigate') {
		if (url.pathname === PAGE || url.pathname.startsWith(`${PAGE}/`)) event.respondWith(keptOr(PAGE, request));
	} else if (url.pathname.startsWith('/_app/') || url.pathname.startsWith('/tech') || url.pathname === '/icon.svg') {
		event.respondWith(keptOr(url.pathname, request));
	}
});

async function fill(): Promise<void> {
	const cache = await caches.open(KEPT);
	const answer = await fetch(FILES, { cache: 'no-store' });
	const files = (await answer.json()) as string[];
	await cache.addAll(files);
	await cache.add(new Request(PAGE, { cache: 'no-store' }));
}

async function begin(): Promise<void> {
	for (const name of await caches.keys()) if (name.startsWith('docket-tech-') && name !== KEPT) await caches.delete(name);
	await worker.clients.claim();
}

async function keptOr(path: string, request: Request): Promise<Response> {
	const cache = await caches.open(KEPT);
	return (await cache.match(path)) ?? fetch(request);
}
