import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Entry, Fetched, KeptFile, KeptJob, Product } from './types';

interface Schema extends DBSchema {
	jobs: { key: string; value: KeptJob };
	outbox: { key: number; value: Entry; indexes: { state: string } };
	/** What the phone knows beside: when it last heard from the server. */
	facts: { key: string; value: unknown };
	/** Photos and signatures that the server does not have yet. */
	files: { key: string; value: KeptFile };
	/** Photos and instructions of the server's. */
	fetched: { key: string; value: Fetched };
	products: { key: string; value: Product };
}

export type Store = IDBPDatabase<Schema>;

/** The store of one person on this phone; two people who share a phone never see each other's. */
export function openStore(user: string): Promise<Store> {
	return openDB<Schema>(nameOf(user), 2, {
		upgrade(db, from) {
			if (from < 1) {
				db.createObjectStore('jobs', { keyPath: 'num' });
				db.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true }).createIndex('state', 'state');
				db.createObjectStore('facts');
			}
			if (from < 2) {
				db.createObjectStore('files', { keyPath: 'id' });
				db.createObjectStore('fetched', { keyPath: 'address' });
				db.createObjectStore('products', { keyPath: 'num' });
			}
		},
		// A window with an older version of the app would hold up a newer one.
		blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close()
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
