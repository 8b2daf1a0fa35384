import 'fake-indexeddb/auto';
import { afterEach, beforeEach, vi } from 'vitest';
import { openStore, removeStore, type Store } from './db';

/** What stands in for the sign-in in a test: this person's is good. */
export function signedIn(user: string) {
	return { session: { token: async () => `x.${btoa(JSON.stringify({ sub: user }))}.x`, refused: () => undefined } };
}

/** What a test has of a phone, anew each time. */
export interface Phone {
	store: Store;
	/** What was asked of the server. */
	asked: { path: string; init: RequestInit }[];
	/** The server. */
	answer: (path: string) => Response;
}

/** A person's phone with a server that answers as each test says. */
export function phoneOf(user: string): Phone {
	const phone = {} as Phone;
	beforeEach(async () => {
		phone.store = await openStore(user);
		phone.asked = [];
		vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
			phone.asked.push({ path, init });
			return phone.answer(path);
		});
	});
	afterEach(async () => {
		vi.unstubAllGlobals();
		await removeStore(phone.store);
	});
	return phone;
}
