import createClient, { type Middleware } from 'openapi-fetch';
import { session } from '$lib/auth/session.svelte';
import type { paths } from './schema';

/** Every request carries the token of whoever is signed in. */
const authorize: Middleware = {
	async onRequest({ request }) {
		request.headers.set('authorization', `Bearer ${await session.token()}`);
		return request;
	},
	onResponse({ response }) {
		if (response.status === 401) session.refused();
		return undefined;
	}
};

/** The public HTTP API, typed by the description that the server publishes. */
export const api = createClient<paths>({ baseUrl: '' });
api.use(authorize);

/** The server's refusal of a request, in words. */
export class Refused extends Error {
	constructor(
		readonly status: number,
		message: string,
		/** Which members of the body are wrong, and why. */
		readonly members: { path: string; reason: string }[] = []
	) {
		super(message);
	}
}

interface Problem {
	title?: string;
	detail?: string;
	validation_messages?: { dataPath?: string; message?: string }[];
	invalidParams?: { path?: string; name?: string; reason?: string }[];
}

/** What an answer holds; throws `Refused` if the server said no. */
export function must<T>(answer: { data?: T; error?: unknown; response: Response }): T {
	if (answer.response.ok) return answer.data as T;
	throw refusal(answer.response.status, answer.error);
}

/** Reads the error documents of both dialects. */
export function refusal(status: number, error: unknown): Refused {
	const problem = (typeof error === 'object' && error !== null ? error : {}) as Problem;
	const members = [
		...(problem.validation_messages ?? []).map((one) => ({ path: one.dataPath ?? '', reason: one.message ?? '' })),
		...(problem.invalidParams ?? []).map((one) => ({ path: one.path ?? one.name ?? '', reason: one.reason ?? '' }))
	];
	return new Refused(status, problem.detail ?? problem.title ?? `HTTP ${status}`, members);
}

/** A request to an address that came as a link. */
export async function follow(href: string, init: RequestInit = {}): Promise<Response> {
	const headers = new Headers(init.headers);
	headers.set('authorization', `Bearer ${await session.token()}`);
	const answer = await fetch(href, { ...init, headers });
	if (answer.status === 401) session.refused();
	return answer;
}
