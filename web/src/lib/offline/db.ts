import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Entry, KeptJob } from './types';

interface Schema extends DBSchema {
	jobs: { key: string; value: KeptJob };
	outbox: { key: number; value: Entry; indexes: { state: string } };
	/** What the phone knows beside: when it last heard from the server. */
	facts: { key: string; value: unknown };
}

export type Store = IDBPDatabase<Schema>;

/** The store of one person on this phone; two people who share a phone never see each other's. */
export function openStore(user: string): Promise<Store> {
	return openDB<Schema>(nameOf(user), 1, {
		upgrade(db) {
			db.createObjectStore('jobs', { keyPath: 'num' });
			db.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true }).createIndex('state', 'state');
			db.createObjectStore('facts');
		}
	});
}

export async function removeStore(store: Store): Promise<void> {
	const name = store.name;
	store.close();
	await deleteDB(name);
}

function nameOf(user: string): string {
	return `docket-tech-${user}`;
}
