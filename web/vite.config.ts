import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

// In development the pages come from Vite and everything else from a server started with `cargo xtask dev`.
const server = process.env.DOCKET_URL ?? 'http://127.0.0.1:8080';
const apis = ['/seiapi', '/device', '/admin', '/events', '/oauth', '/createjwt', '/me', '/openapi.json'];
const niagara =
	'^/(settings|customers|programs|projects|locations|facilities|ware-houses|resources|sub-resources|manufacturers|vendors|parts|units|contacts|users|roles|work-flows|work-orders|contexts|batches|queues|notes|actions|attachments|files|search)(/|$|\\?)';

export default defineConfig({
	plugins: [sveltekit()],
	server: {
		proxy: Object.fromEntries([...apis, niagara].map((path) => [path, { target: server, changeOrigin: false }]))
	},
	build: { target: 'es2022', chunkSizeWarningLimit: 1200 },
	test: { include: ['src/**/*.test.ts'] }
});
