import { api, must, refusal } from '$lib/api/client';

/** The master data of field service that the console edits. */
export const KINDS = ['account', 'location', 'asset', 'product', 'user'] as const;
export type Kind = (typeof KINDS)[number];

export type Doc = Record<string, unknown>;

/** A record and the parts of its number. */
export interface Listed {
	key: string[];
	record: Doc;
}

/** What the console knows of a kind. */
export interface Sort {
	/** The members that are its number, as in its address. */
	keys: string[];
	/** The members that the list shows: paths with dots. */
	columns: string[];
	/** What a new one holds. */
	blank: Doc;
	/** The right to change it, of two words. */
	right: string;
}

const address = { AddrLine1: '', City: '', Region: '', Zip: '' };

export const sorts: Record<Kind, Sort> = {
	account: {
		keys: ['AccountNum'],
		columns: ['Name', 'Addresses.0.City', 'Contacts.0.Email', 'Notes'],
		blank: { Name: '', AccountType: '1001', Notes: '', Addresses: [{ ...address, AddrType: '1001' }] },
		right: 'account'
	},
	location: {
		keys: ['AccountNum', 'LocationNum'],
		columns: ['Name', 'Address.AddrLine1', 'Address.City', 'Notes'],
		blank: { Name: '', Address: address, Notes: '' },
		right: 'accountloc'
	},
	asset: {
		keys: ['AssetNum'],
		columns: ['Desc', 'Mfg', 'Model', 'SerialNum', 'AccountNum', 'LocationNum'],
		blank: { Desc: '', Mfg: '', Model: '', SerialNum: '', AccountNum: '', LocationNum: '' },
		right: 'asset'
	},
	product: {
		keys: ['ProdNum'],
		columns: ['Desc.en', 'ProdType', 'Price', 'Mfg', 'ModelNum'],
		blank: { Desc: { en: '' }, ProdType: '1001', Price: 0 },
		right: 'product'
	},
	user: {
		keys: ['UserID'],
		columns: ['FirstName', 'LastName', 'Email', 'IsMobileWorker', 'Activated'],
		blank: { FirstName: '', LastName: '', Email: '', IsMobileWorker: true, Activated: true },
		right: 'user'
	}
};

/** All records of a kind, page after page. */
export async function list(kind: Kind): Promise<Listed[]> {
	const found: Listed[] = [];
	let after: string | undefined;
	do {
		const page = must(await api.GET('/admin/v1/records/{kind}', { params: { path: { kind }, query: { limit: '1000', after } } }));
		found.push(...(page.records as unknown as Listed[]));
		after = page.next ?? undefined;
	} while (after);
	return found;
}

const ADDRESSES = {
	account: '/seiapi/v3/trans/Account/{AccountNum}',
	location: '/seiapi/v3/trans/Account/{AccountNum}/Location/{LocationNum}',
	asset: '/seiapi/v3/Assets/{AssetNum}',
	product: '/seiapi/v3/trans/Products/{ProdNum}',
	user: '/seiapi/v3/trans/User/{UserID}'
} as const;

function path(kind: Kind, key: string[]): Record<string, string> {
	return Object.fromEntries(sorts[kind].keys.map((name, n) => [name, key[n] ?? '']));
}

/** One record with its entity tag; nothing if there is none. */
export async function read(kind: Kind, key: string[]): Promise<{ record: Doc; etag: string } | null> {
	const answer = await api.GET(ADDRESSES[kind], { params: { path: path(kind, key) as never } });
	if (answer.response.status === 404 || answer.response.status === 410) return null;
	return { record: must(answer) as unknown as Doc, etag: answer.response.headers.get('etag') ?? '' };
}

/** Makes a record, or replaces it: `etag` says which one, `new` that there is none. */
export async function put(kind: Kind, key: string[], record: Doc, etag: string | 'new'): Promise<void> {
	const header = etag === 'new' ? { 'If-None-Match': '*' } : { 'If-Match': etag };
	must(await api.PUT(ADDRESSES[kind], { params: { path: path(kind, key) as never }, headers: header, body: record as never }));
}

export async function remove(kind: Kind, key: string[]): Promise<void> {
	const answer = await api.DELETE(ADDRESSES[kind], { params: { path: path(kind, key) as never } });
	if (!answer.response.ok) throw refusal(answer.response.status, answer.error);
}

/** A member by its path; numbers in it are places in lists. */
export function member(doc: Doc, path: string): unknown {
	return path.split('.').reduce<unknown>((inner, name) => (inner as Doc | undefined)?.[name], doc);
}

/** A document with a member set by its path, lists and sections made as needed. */
export function withMember(doc: unknown, path: string[], value: unknown): unknown {
	const [name, ...rest] = path;
	if (name === undefined) return value;
	if (/^\d+$/.test(name)) {
		const items = Array.isArray(doc) ? [...(doc as unknown[])] : [];
		items[Number(name)] = withMember(items[Number(name)], rest, value);
		return items;
	}
	const section = (doc ?? {}) as Doc;
	return { ...section, [name]: withMember(section[name], rest, value) };
}

/** A member's name for people: the last words of its path. */
export function title(path: string): string {
	const last = path.split('.').filter((part) => !/^\d+$|^en$/.test(part)).at(-1) ?? path;
	return last.replace(/([a-z])([A-Z])/g, '$1 $2');
}
