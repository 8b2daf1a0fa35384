import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

// One static app without a server of its own: `docket serve` answers every address below /console and /tech with the fallback
// page, and the pages draw themselves in the browser.
/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	kit: {
		adapter: adapter({ pages: 'build', fallback: 'app.html', precompress: false }),
		// The page that a phone keeps is the same at every address.
		paths: { relative: false },
		serviceWorker: { register: false },
		typescript: { config: (config) => ({ ...config, include: [...config.include, '../vite.config.ts'] }) }
	}
};
