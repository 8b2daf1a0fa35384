// Writes down which files the technician's app is made of, so that the service worker keeps those on a phone and not the console's.
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const CLIENT = '.svelte-kit/output/client';
const manifest = JSON.parse(readFileSync(`${CLIENT}/.vite/manifest.json`, 'utf8'));
const isOfTech = (source) => source.includes('/routes/tech/');

/** The nodes of the app: SvelteKit makes a module for each page, which imports the page's source. */
const nodes = Object.entries(manifest).filter(([source, chunk]) => {
	if (!source.includes('/nodes/')) return false;
	const module = readFileSync(source, 'utf8');
	return isOfTech(module) || /routes\/\+layout|\/error\.svelte/.test(module) || chunk.name === 'nodes/0' || chunk.name === 'nodes/1';
});
const entries = Object.entries(manifest).filter(([, chunk]) => chunk.isEntry && !chunk.file.includes('/nodes/'));

/** A chunk with all that it needs, at once and (`later`) when asked for. */
function collect(key, files, later) {
	const chunk = manifest[key];
	if (!chunk || files.has(chunk.file)) return;
	for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
	for (const next of chunk.imports ?? []) collect(next, files, later);
	// The entry imports the pages of both apps.
	if (later && !chunk.isEntry) for (const next of chunk.dynamicImports ?? []) collect(next, files, later);
}

const files = new Set();
for (const [key] of [...entries, ...nodes]) collect(key, files, false);
for (const [key] of nodes) for (const next of manifest[key].dynamicImports ?? []) collect(next, files, true);
for (const file of [...files]) {
	const chunk = Object.values(manifest).find((one) => one.file === file);
	if (chunk && !chunk.file.includes('/entry/')) for (const next of chunk.dynamicImports ?? []) collect(next, files, true);
}

const paths = [...files].sort().map((file) => `/${file}`);
const own = ['/icon.svg', '/tech.webmanifest', '/tech-192.png', '/tech-512.png'];
// The second copy is what `vite preview` serves.
for (const folder of ['build', CLIENT]) writeFileSync(`${folder}/_app/tech-files.json`, JSON.stringify([...paths, ...own]));

/** What the app may weigh when it is opened for the first time, compressed, in bytes; what reads codes comes when it is asked for. */
const MOST = 200_000;
const packed = paths.filter((path) => !path.endsWith('.wasm')).reduce((sum, path) => sum + gzipSync(readFileSync(`build${path}`)).length, 0);
console.log(`the technician's app: ${paths.length} files, ${(packed / 1000).toFixed(1)} kB packed`);
if (packed > MOST) {
	console.error(`the technician's app must not be larger than ${MOST / 1000} kB packed`);
	process.exit(1);
}
