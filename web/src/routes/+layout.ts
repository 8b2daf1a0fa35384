// Everything is drawn in the browser: the pages are files.
export const ssr = false;
export const prerender = false;
